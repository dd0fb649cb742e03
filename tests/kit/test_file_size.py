"""A file's size is said alike by the server and by the browser, which counts in kB and MB."""

import pytest

from polylogue.kit.templatetags.kit import file_size


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0.1 kB"),
        (192, "0.2 kB"),
        (2048, "2 kB"),
        (1536 * 1024, "1.5 MB"),
        (1024 * 1024 - 1, "1,024 kB"),
    ],
)
def test_a_size_is_said_in_few_figures(count, said):
    assert file_size(count) == said
