"""How static files are kept: named by their content, our own modules by that name where imported."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "offline/*.js"


class Statics(CompressedManifestStaticFilesStorage):
    """As WhiteNoise keeps them; `import "./store.js"` in a script of ours names the file as kept."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (OURS, CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )
