"""The numbers of the mechanisms: meaning, unit, range, default and source of each, one file a mechanism.

A scenario's ``parameters`` section overrides any of them; what it leaves out keeps the default here, and every
default that rests on a judgement is listed in a run's output.
"""

from corridor.scenario.parameters.whole import Parameters as Parameters
