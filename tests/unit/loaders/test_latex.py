"""LaTeX made readable: accents, groups, commands, short formulas; anything else survives."""

from __future__ import annotations

import pytest

from kg.loaders.reading.latex import readable


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"lake\hyphen free", "lake-free"),
        (r"Franc{\ocirc{u}}", "Franců"),
        (r"{\"O}zg{\"u}r", "Özgür"),
        (r"\v{S}imi\'c", "Šimić"),
        (r"S{\o}ren \AA berg", "Søren Åberg"),
        (r"\c{C}etin {\.I}", "Çetin İ"),
        (r"{\'\i}{\'{E}}\'{\i}", "íÉí"),
        (r"Erd\H{o}s--R\'enyi", "Erdős--Rényi"),
        (r"\textbf{Big} {\it small} \emph{text}", "Big small text"),
        (r"A~B \& C \% D\_e", "A B & C % D_e"),
        ("``quoted'' {T}ext", "“quoted” Text"),
        (r"$\mathcal{O}(n^{2})$ and $x_i$, $\ell_1$", "O(n²) and x_i, ℓ₁"),
        (r"$\alpha \leq \beta$-graphs", "α ≤ β-graphs"),
        (r"\href{https://example.org/{a}}{Text} here", "Text here"),
        (r"{\noopsort{1981a}}1973, \noopsort {x}y, {\switchargs{--90}{1968}}", "1973, y, 1968--90"),
        (r"A\hspace{1em}B\hspace*{2pt}C \textcolor{red}{D}", "A B C D"),
        (r"\foreignlanguage{french}{Les \'{e}tangs} \color", "Les étangs color"),
        ("``from $a$ to $f''$''", "“from a to f''”"),
        (r"\OurModel: a model, \unknown{argument}", "OurModel: a model, argument"),
        (r"http://x.y/\~{}user", "http://x.y/~user"),
        ("Costs $5 and $10", "Costs $5 and $10"),
        (r"$\pm$0.1\%, 2\,mm$^2$, $-$50 and $<$5", "±0.1%, 2 mm², -50 and <5"),
        (r"5$^\circ$C or 6$^{\circ}$F", "5°C or 6°F"),
        (r"R$\backslash$'enyi, R$\backslash$'{e}nyi, A $\backslash$ B", "Rényi, Rényi, A \\ B"),
        (
            r"$\frac{n}{2}$, $\frac 1 2$, $\dfrac{a+b}{x_{1}}$, \frac12 of all",
            "n/2, 1/2, (a+b)/(x₁), 1/2 of all",
        ),
        (
            r"the $4^{th}$, 5$^{\rm th}$, 6\({}^{\mbox{th}}\) and $7^{\textrm{ème}}$ of $2^{n}$",
            "the 4th, 5th, 6th and 7ème of 2ⁿ",
        ),
        (r"CO$_{\textrm{2}}$ in $\infty $-lakes, $\pm $5", "CO₂ in ∞-lakes, ±5"),
        (r"$\langle{}00\overline{1}\rangle$ and $\vec{x}$", "⟨001̅⟩ and x⃗"),
        (
            r"\textpm 5\textminus{}7, \textbeta-lakes, {\S}4, \glqq Seen\grqq{}",
            "±5−7, β-lakes, §4, „Seen“",
        ),
        (
            r"\url{https://x.y/~ada} and https://x.y/\~bo, A~B",
            "https://x.y/~ada and https://x.y/~bo, A B",
        ),
        (r"\begin{itemize}\item One. \item Two.\end{itemize} \end", " One.  Two. end"),
        (
            r"""Das "`Moor"' und \"`die Au\"' bei 5" Regen""",
            """Das „Moor“ und „die Au“ bei 5" Regen""",
        ),
        (r"Ko\ifmmode \check{c}\else \v{c}\fi{}i{\ifmmode---\else\textemdash\fi}b", "Koči—b"),
        (r"$5\ifmmode\times\else\texttimes\fi{}5$ \ifmmode x", "5×5 ifmmodex"),
        (r"\texorpdfstring{$\mathrm{B}_{2}$}{B2} in \texorpdfstring", "B₂ in texorpdfstring"),
        (r"He{\'}le{\`}ne O{\'}Reed x{\u}", "Hélène O'Reed xu"),
        (r"K\nobreakdash-theory {\normalfont here}", "K-theory here"),
        (r"H{\h{o}} Ph{\OHORN} Ionu{\textcommabelow{t}}", "Hỏ PhƠ Ionuț"),
        ("trailing \\", "trailing "),
        ("{{{", ""),
        ("plain text, 100% — unchanged", "plain text, 100% — unchanged"),
    ],
)
def test_readable(latex: str, text: str) -> None:
    assert readable(latex) == text


def test_readable_takes_linear_time_on_hostile_text() -> None:
    for piece in (
        "{",
        "}",
        "$",
        "$a",
        "\\",
        "\\'",
        "\\href{",
        "``",
        '"`',
        "$ x $",
        "\\(",
        "~",
        "\\frac{",
        "\\ifmmode\\else",
        "\\texorpdfstring{",
    ):
        assert len(readable(piece * 50_000)) <= 50_000 * max(5, len(piece))
