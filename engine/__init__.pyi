# The public API: every name that `engine` offers, and the module it comes from.
from engine.boxes import seal_judgements as seal_judgements
from engine.checkpoint import Checkpoint as Checkpoint
from engine.checkpoint_file import CheckpointLabel as CheckpointLabel
from engine.cli.progress_bar import ProgressBar as ProgressBar
from engine.core_dumps import forbid_core_dumps as forbid_core_dumps
from engine.device import cores as cores, devices as devices, prefer as prefer
from engine.errors import (
    CapacityError as CapacityError,
    CheckpointError as CheckpointError,
    CheckpointInUseError as CheckpointInUseError,
    DeviceError as DeviceError,
    DivergedError as DivergedError,
    EngineError as EngineError,
    InvalidKeyError as InvalidKeyError,
    InvalidStegoError as InvalidStegoError,
    LatticeTooLargeError as LatticeTooLargeError,
    MetadataError as MetadataError,
    NothingRevealedError as NothingRevealedError,
    NotKeptError as NotKeptError,
    Offer as Offer,
    OutOfMemoryError as OutOfMemoryError,
    SaveError as SaveError,
    TooLongError as TooLongError,
    TooManySecretsError as TooManySecretsError,
    UnreadableFileError as UnreadableFileError,
    UnreadableReason as UnreadableReason,
    WrongKeyError as WrongKeyError,
)
from engine.exact_file import ExactFile as ExactFile, ExactKind as ExactKind
from engine.file.manifest import MAX_KEYS as MAX_KEYS
from engine.file.stego import Settings as Settings, Stego as Stego, is_stego as is_stego
from engine.fit.schedule import Schedule as Schedule
from engine.forecasting.forecast import Forecast as Forecast, forecast as forecast
from engine.going_on import learn_on as learn_on, resume as resume
from engine.inrsteg import hide as hide, reveal as reveal, show as show
from engine.key import Key as Key
from engine.key_text import words_in as words_in
from engine.media import (
    MODALITIES as MODALITIES,
    Audio as Audio,
    Field as Field,
    Grid as Grid,
    Image as Image,
    Medium as Medium,
    Samples as Samples,
    Shape as Shape,
    Tiling as Tiling,
    Video as Video,
    load as load,
)
from engine.media.helper import helper_main as helper_main
from engine.media.medium import TileSettings as TileSettings
from engine.memory import installed_memory as installed_memory, memory_errors as memory_errors
from engine.metadata import (
    MetadataItem as MetadataItem,
    MetadataKind as MetadataKind,
    can_remove_metadata as can_remove_metadata,
    metadata_of as metadata_of,
    without_metadata as without_metadata,
)
from engine.planned import (
    Plan as Plan,
    PlannedExact as PlannedExact,
    PlannedFit as PlannedFit,
    PlannedSecret as PlannedSecret,
    Secret as Secret,
)
from engine.planning import plan as plan
from engine.progress import (
    FinishNow as FinishNow,
    Note as Note,
    Progress as Progress,
    Report as Report,
    Stage as Stage,
    ignore as ignore,
)
from engine.proposal import (
    Shortfall as Shortfall,
    is_lost as is_lost,
    proposes_exact as proposes_exact,
    shortfall as shortfall,
)
from engine.recipe import (
    DRAFT as DRAFT,
    FINE as FINE,
    MAX_SECRETS as MAX_SECRETS,
    RECIPES as RECIPES,
    ROOMS as ROOMS,
    STANDARD as STANDARD,
    Protection as Protection,
    Recipe as Recipe,
)
from engine.revealed import Change as Change, Revealed as Revealed, what_changed as what_changed
from engine.safe_names import (
    numbered as numbered,
    safe_name as safe_name,
    safe_stem as safe_stem,
    with_suffix as with_suffix,
)
from engine.saving import save_bytes as save_bytes, save_new as save_new, try_folder as try_folder
from engine.siren import Architecture as Architecture, Siren as Siren
from engine.steganalysis import (
    Finding as Finding,
    PairFinding as PairFinding,
    ScoreRange as ScoreRange,
    examine as examine,
    examine_pair as examine_pair,
)
from engine.temporary_file import delete_abandoned_files as delete_abandoned_files
from engine.vault.paper_layout import Block as Block, Placement as Placement
from engine.vault.storage import STORAGES as STORAGES, Storage as Storage, StorageName as StorageName
from engine.vault.vault import Vault as Vault
from engine.verdict.files import judge_files as judge_files
from engine.verdict.judging import foresee as foresee, judge as judge, try_judge as try_judge
from engine.verdict.scale import Judgement as Judgement, Remark as Remark, Verdict as Verdict
from engine.version import __version__ as __version__
from engine.waiting import while_waiting as while_waiting
from engine.word_list import is_word as is_word, nearest_words as nearest_words, words_beginning as words_beginning
