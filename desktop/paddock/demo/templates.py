"""Prompt templates of the demo's models: the `{{ }}` ones are Go, the `{% %}` one is Jinja."""

from __future__ import annotations

from typing import Final

_SYSTEM = "{{- if .System }}<|im_start|>system\n{{ .System }}<|im_end|>\n{{ end }}"

CHAT: Final = (
    _SYSTEM
    + '{{- range .Messages }}{{- if ne .Role "system" }}<|im_start|>{{ .Role }}\n'
    + "{{ .Content }}<|im_end|>\n{{ end }}{{- end }}<|im_start|>assistant\n"
)

THINK: Final = (
    _SYSTEM
    + "{{- range .Messages }}<|im_start|>{{ .Role }}\n"
    + "{{ if .Thinking }}<think>{{ .Thinking }}</think>{{ end }}{{ .Content }}<|im_end|>\n"
    + "{{ end }}<|im_start|>assistant\n"
    + "{{ if and $.IsThinkSet (not $.Think) }}<think>\n\n</think>\n\n{{ end }}"
)

TOOL: Final = (
    _SYSTEM
    + "{{- if .Tools }}<|im_start|>system\nTools:{{ range .Tools }}\n{{ . }}{{ end }}<|im_end|>\n"
    + "{{ end }}{{- range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}"
    + "{{ range .ToolCalls }}<tool_call>{{ .Function }}</tool_call>{{ end }}<|im_end|>\n"
    + "{{ end }}<|im_start|>assistant\n"
)

INSERT: Final = (
    "{{- if .Suffix }}<|fim_prefix|>{{ .Prompt }}<|fim_suffix|>{{ .Suffix }}<|fim_middle|>"
    "{{- else if .Messages }}{{- range .Messages }}<|im_start|>{{ .Role }}\n"
    "{{ .Content }}<|im_end|>\n{{ end }}<|im_start|>assistant\n"
    "{{- else }}{{ .Prompt }}{{ end }}"
)

JINJA: Final = (
    "{%- if tools %}<|im_start|>system\nYou may call tools. <tools>"
    "{% for tool in tools %}{{ tool | tojson }}\n{% endfor %}</tools><|im_end|>\n{% endif %}"
    "{%- for message in messages %}<|im_start|>{{ message.role }}\n"
    "{{ message.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n"
    "{% if enable_thinking %}<think>{% endif %}"
)
