"""How static files are kept: named by their content, the modules that scripts import among them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statics(CompressedManifestStaticFilesStorage):
    """As WhiteNoise keeps them; `import "./store.js"` then names the file as it is kept."""

    support_js_module_import_aggregation = True
