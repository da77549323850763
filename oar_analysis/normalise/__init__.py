"""Raw sheets and the register become observations, every mistake told at once."""

from oar_analysis.normalise.campaign import Normalised, normalise_campaign

__all__ = ["Normalised", "normalise_campaign"]
