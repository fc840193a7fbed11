"""Federations, their questions, councils and recalls."""

from folkmoot.federating.models.amendments import (
    Amendment,
    AmendmentLeaf,
    AmendmentSignature,
    VersionSum,
)
from folkmoot.federating.models.councils import (
    Delegate,
    Entry,
    EntryAnswer,
    HomeReport,
    Mandate,
)
from folkmoot.federating.models.lines import HomeLine
from folkmoot.federating.models.orders import ThemeOrder
from folkmoot.federating.models.panels import (
    FederatedPanel,
    FederatedSeat,
    LevelCall,
)
from folkmoot.federating.models.questions import (
    Backing,
    FederatedDrafter,
    FederatedQuestion,
    FederatedStep,
    Node,
    OfferedTask,
    Theme,
    ThemeItem,
    Version,
)
from folkmoot.federating.models.recalls import (
    Recall,
    RecallAnswer,
    RecallSignature,
    Undoing,
)
from folkmoot.federating.models.searches import PairAnswer, PairSearch
from folkmoot.federating.models.structure import (
    HomeLeaf,
    Joining,
    Link,
)

__all__ = [
    "Amendment",
    "AmendmentLeaf",
    "AmendmentSignature",
    "Backing",
    "Delegate",
    "Entry",
    "EntryAnswer",
    "FederatedDrafter",
    "FederatedPanel",
    "FederatedQuestion",
    "FederatedSeat",
    "FederatedStep",
    "HomeLeaf",
    "HomeLine",
    "HomeReport",
    "Joining",
    "LevelCall",
    "Link",
    "Mandate",
    "Node",
    "OfferedTask",
    "PairAnswer",
    "PairSearch",
    "Recall",
    "RecallAnswer",
    "RecallSignature",
    "Theme",
    "ThemeItem",
    "ThemeOrder",
    "Undoing",
    "Version",
    "VersionSum",
]
