"""How a statement is put: its hedge, the holder's certainty, the article's own commitment, polarity and force.

Pure functions over the tokens of one statement: a sorted sequence of indices into ``document.parse`` without those of
its cue, the index of its main predicate, and the indices of the cue (None or empty where it has none). Certainty,
polarity and force come with the tokens that they were read off.
"""

from rashomon.annotation.factuality import factuality_of
from rashomon.annotation.hedging import hedge_of
from rashomon.annotation.marks import Shown, marks
from rashomon.annotation.modality import certainty_of
from rashomon.annotation.polarity import polarity_of
from rashomon.annotation.speech_acts import force_of

__all__ = ["Shown", "certainty_of", "factuality_of", "force_of", "hedge_of", "marks", "polarity_of"]
