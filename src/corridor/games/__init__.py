"""Textbook models of war with exact answers: what the simulation must reproduce when all else is switched off.

Attrition
    lanchester          square, linear, logarithmic and mixed laws in closed form
    bracken             the general law: invariant, end, trajectory; Helmbold's law
    reinforced          square law with inflow: saddle, separatrix, phases
    lanchester_chain    whole persons, lost one by one or day by day: chances, survivors, time
    lanchester_exact    the chain where a closed form exists; normal approximation
Ground
    ruin                the front as a walk on a line of zones
    voter               contests at borders on any map; the ruin law in the number of zones
    front               who wins a contest, speed of a front, zones falling in series and in parallel
    brownian            a front that drifts and diffuses
Supply
    siege               stock, rationing, the two-phase siege, flow over routes
Shared
    domain              checks of arguments
    exits               the algebra common to ruin and Brownian motion
"""
