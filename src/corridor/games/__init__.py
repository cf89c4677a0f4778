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
Talks while fighting
    forts               the war of forts: values and surplus of both sides in closed form
    settlement          the war of forts with beliefs that differ: exact induction, when and how it ends
    walk                a war of known odds fought to the finish, with discount, relief and a reflecting edge
    belief              Beta beliefs about the odds of a battle
    offers              one side makes offers, is refused, fights and learns whom it is fighting
    alternating         offers in turn, with battles or with nothing but time lost between
    trial               battles it takes to tell a weak opponent from a strong one
    race                two stocks, the loser of a battle loses a unit
    ripeness            surplus, ripe plans, chance of settling, talks against a moving front, attrition
Reasons for war
    fearon              the bargaining range, few options, unknown costs
    powell              shifts of power, and plans that shift it
    deterrence          credibility, bluffs, red lines
Trust
    screening           demands that only one type fulfils; what a report on a promise says about the type
    reassurance         how much trust cooperation needs, and a first stake that shows the type
    reputation          trust from a record: Beta with forgetting, and the clock between two types
    mediator            how much bias makes a mediator's advice believed
    spoiler             what an attack does to trust and to a deal
Politics
    factions            who is in control, how power shifts, when a coalition accepts
    condorcet           an election by contests of coalitions, as chances
    spatial             pressure and concessions on a line, round by round
Truces
    truce               how long it holds: falling hazards, frailty, competing causes, thresholds
    violations          violations that breed violations, in continuous time and by days
    calm_days           so many calm days in a row
Noisy choice
    quantal             logit equilibrium, once and in Markov games
    proposer            a drawn proposer on a front, with logit offers and answers
    fixed_split         one plan on a moving front, with logit answers that reckon with later talks
Shared
    domain              checks of arguments
    exits               the algebra common to ruin and Brownian motion
"""
