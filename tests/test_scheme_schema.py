"""The JSON Schemas that editors use are those of the models."""

from oar_analysis.scheme.schema import schema_texts


def test_committed_schemas_are_those_of_the_models(root):
    folder = root / "data/raw/scheme/schemas"
    for name, text in schema_texts().items():
        assert (folder / name).read_text(encoding="utf-8") == text, (
            "python -m oar_analysis.scheme.schema data/raw/scheme"
        )


def test_yaml_files_name_their_schema(root):
    folder = root / "data/raw/scheme"
    for path in [
        folder / "scheme.yaml",
        folder / "references.yaml",
        *(folder / "actions").glob("*.yaml"),
    ]:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), path.name
        target = path.parent / first.partition("$schema=")[2]
        assert target.is_file(), path.name
