"""The sentences and Markdown samples the demo's answers are put together from, in English and
Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A piece of Markdown and the words of a prompt that ask for it, lower-case."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """All the demo can say in one language."""

    openings: tuple[str, ...]
    you_wrote: str
    system: str
    history: str
    pictures: str
    tool_intro: str
    tool_result: str
    thought_opening: str
    thoughts: tuple[str, ...]
    samples: tuple[Sample, ...]
    closings: tuple[str, ...]
    continuations: tuple[str, ...]
    help: str


_CODE = '''```python
from collections import Counter


def most_common_words(text: str, number: int = 3) -> list[tuple[str, int]]:
    """The words that occur most often, with their counts."""
    return Counter(text.lower().split()).most_common(number)


print(most_common_words("the cat saw the dog and the dog saw the cat"))
```'''

_FORMULA = r"""$$
x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
$$"""

_ENGLISH_HELP = """## What the demo server understands

Write one of these words in your message to see how the program deals with it:

| Write | What happens |
| --- | --- |
| `/long 5000` | an answer of exactly 5000 numbered words |
| `/think` | a long chain of thought (models that think) |
| `/tool` | a call of the first tool on offer (models with tools) |
| `/slow 3` | three tokens a second |
| `/silent` | an answer without text |
| `/delay 5` | five seconds without a byte, then the answer |
| `/cut 8` | the connection closes after eight lines |
| `/rst 8` | the connection is reset after eight lines |
| `/stall 8` | nothing more comes after eight lines |
| `/end 8` | the answer ends without its last line |
| `/error 8` | an error arrives in the middle of the answer |
| `/malformed 8` | a broken line arrives in the middle |
| `/status 503` | the request is refused with this status |

Words such as *list*, *table*, *code*, *formula* and *headings* choose what an answer shows.

Models to pull: `demo-small:1b`, `demo-tiny`, `slow-model`, and for trouble `fail-net`, `no-space`,
`stall-model`, `rollback-model`, `bad-digest`, `new-model`, `denied/model`,
`unauth/model`. Every other name is not found.
"""

ENGLISH = Phrases(
    openings=(
        (
            "This is the demo server that comes with Paddock. There is no language model behind "
            "it, so it cannot know the answer; it can show how an answer arrives."
        ),
        (
            "You are talking to Paddock's built-in demo. No model is at work here: the sentences "
            "are composed, but they stream, stop and fail just as those of a real server do."
        ),
        (
            "No model has read your message. This answer comes from the demo server inside "
            "Paddock, which puts prepared sentences together so that you can try every part "
            "of the program."
        ),
    ),
    you_wrote="You wrote:",
    system=(
        "The system prompt I was given says: “{system}”. "
        "A model would follow it; the demo only confirms it."
    ),
    history="This is message {number} of our conversation. The one before it was: “{last}”.",
    pictures="The pictures arrived. Without a model I can still tell what their bytes say:",
    tool_intro="I will ask a tool for that.",
    tool_result="The tool `{tool}` answered: {result}",
    thought_opening="The message says: “{prompt}”. Let me go through it step by step.",
    thoughts=(
        (
            "No weights are loaded, so there is no knowledge to search. What can be said for "
            "certain is what was sent."
        ),
        (
            "The request names a model, may carry a system prompt and may carry earlier "
            "turns. Each of them is visible."
        ),
        (
            "A table suits comparisons, a list suits steps, and a code block suits anything "
            "that is to be copied."
        ),
        "The length should fit the question. A short question rarely wants ten paragraphs.",
        "Honesty comes first: the answer has to say that it comes from a demo.",
        "If the reader wants trouble, there are words for it, and `/help` lists them.",
        "That is enough. The answer can begin.",
    ),
    samples=(
        Sample(
            ("list", "steps", "bullet"),
            "What you can try next:\n\n"
            "- **Stop** the answer in the middle; the text so far stays.\n"
            "- **Regenerate** the answer; every version is kept.\n"
            "- Write `/help` to see what this demo understands:\n"
            "  1. long and slow answers,\n"
            "  2. errors of every kind.",
        ),
        Sample(
            ("table", "compare"),
            "| Model | Size | Good for |\n| --- | ---: | --- |\n| `demo-chat:8b` | 4.9 "
            "GB | conversation |\n"
            "| `demo-think:4b` | 2.5 GB | thinking before the answer |\n| "
            "`demo-vision:7b` | 5.2 GB | pictures |\n"
            "| `demo-tools:8b` | 4.9 GB | calling tools |",
        ),
        Sample(
            ("code", "python", "function", "program"),
            f"A block of code, coloured and ready to copy:\n\n{_CODE}",
        ),
        Sample(
            ("formula", "math", "equation", "latex"),
            f"A formula, with $a \\neq 0$ set in the line as well:\n\n{_FORMULA}",
        ),
        Sample(
            ("heading", "markdown", "format"),
            "# First heading\n\nText below it, with *emphasis*, **weight**, `code` and a "
            "[link](https://docs.ollama.com).\n\n## Second heading\n\n> A quotation "
            "stands apart.\n\n---\n\n"
            "### Third heading\n\nThe end of the sample.",
        ),
    ),
    closings=(
        ("For a real answer, start Ollama and pull a model; this window will look just the same."),
        "When Ollama is running, choose it as the server and ask again.",
        "That is all a demo can say. Write `/help` for what else it does.",
    ),
    continuations=(
        " and so the sentence goes on from where it was left, as a continued answer should.",
        " which is where the demo takes up the thread and brings it to an end.",
    ),
    help=_ENGLISH_HELP,
)

_CHINESE_HELP = """## 演示服务器能听懂的词

在消息里写下面任何一个词，就能看到程序如何应对：

| 写法 | 结果 |
| --- | --- |
| `/long 5000` | 正好 5000 个编号单词的回答 |
| `/think` | 很长的思考过程（会思考的模型） |
| `/tool` | 调用第一个工具（支持工具的模型） |
| `/slow 3` | 每秒三个词元 |
| `/silent` | 没有文字的回答 |
| `/delay 5` | 五秒之后才有第一个字节 |
| `/cut 8` | 八行之后连接关闭 |
| `/rst 8` | 八行之后连接被重置 |
| `/stall 8` | 八行之后不再有任何内容 |
| `/end 8` | 回答没有最后一行就结束 |
| `/error 8` | 回答中途出现错误 |
| `/malformed 8` | 中途出现一行损坏的数据 |
| `/status 503` | 请求以这个状态码被拒绝 |

“列表”“表格”“代码”“公式”“标题”这些词决定回答里展示什么。
"""

CHINESE = Phrases(
    openings=(
        (
            "这里是 Paddock 自带的演示服务器，背后没有语言模型，"
            "所以它不知道真正的答案，只能展示回答是怎样到来的。"
        ),
        (
            "您正在与 Paddock 内置的演示对话。没有模型在运行："
            "句子是拼出来的，但传输、停止和出错都与真实服务器一样。"
        ),
    ),
    you_wrote="您写道：",
    system="我收到的系统提示是：“{system}”。真正的模型会照做，演示只能确认收到。",
    history="这是我们对话中的第 {number} 条消息，上一条是：“{last}”。",
    pictures="图片已收到。没有模型，我仍能说出这些字节表示什么：",
    tool_intro="我先用工具查一下。",
    tool_result="工具 `{tool}` 的回答是：{result}",
    thought_opening="消息内容是：“{prompt}”。一步一步来看。",
    thoughts=(
        "没有加载任何权重，也就没有可以检索的知识。能确定的只有收到了什么。",
        "请求里有模型名，可能还有系统提示和之前的对话，这些都看得到。",
        "比较适合用表格，步骤适合用列表，要复制的内容适合用代码块。",
        "回答的长短应当与问题相称。",
        "首先要诚实：必须说明这是演示。",
        "想看故障的读者可以写 `/help`。",
        "足够了，可以开始回答。",
    ),
    samples=(
        Sample(
            ("列表", "步骤"),
            "接下来可以试试：\n\n- 在中途**停止**，已有的文字会保留；\n"
            "- **重新生成**回答，每个版本都会保留；\n"
            "- 写 `/help` 看看演示还能做什么。",
        ),
        Sample(
            ("表格", "比较", "对比"),
            "| 模型 | 大小 | 用途 |\n| --- | ---: | --- |\n| `demo-chat:8b` | 4.9 GB | 对话 |\n"
            "| `demo-think:4b` | 2.5 GB | 先思考再回答 |\n| `demo-vision:7b` | 5.2 GB | 看图 |",
        ),
        Sample(("代码", "程序", "python"), f"一段代码，可以直接复制：\n\n{_CODE}"),
        Sample(("公式", "数学", "方程"), f"一个公式，行内也可以写 $a \\neq 0$：\n\n{_FORMULA}"),
        Sample(
            ("标题", "格式"),
            "# 一级标题\n\n正文里有*强调*、**加粗**和`代码`。\n\n## 二级标题\n\n> 一段引文。",
        ),
    ),
    closings=(
        "想要真正的回答，请启动 Ollama 并下载一个模型，界面完全一样。",
        "演示能说的就是这些。写 `/help` 可以看到更多。",
    ),
    continuations=("，于是句子从停下的地方继续，直到说完。",),
    help=_CHINESE_HELP,
)
