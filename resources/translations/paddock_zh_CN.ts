<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>导入对话…</translation>
    </message>
    <message>
        <source>Export chat…</source>
        <translation>导出对话…</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>导出全部对话…</translation>
    </message>
    <message>
        <source>Back up everything…</source>
        <translation>备份全部内容…</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>搜索全部对话</translation>
    </message>
    <message>
        <source>Find in the chat</source>
        <translation>在对话中查找</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Side bar</source>
        <translation>侧边栏</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写消息</translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Previous message</source>
        <translation>上一条消息</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>下一条消息</translation>
    </message>
    <message>
        <source>To the end of the chat</source>
        <translation>转到对话末尾</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Regenerate the last answer</source>
        <translation>重新生成上一个回答</translation>
    </message>
    <message>
        <source>Continue the last answer</source>
        <translation>继续最后一个回答</translation>
    </message>
    <message>
        <source>Edit the last message</source>
        <translation>修改最后一条消息</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>复制上一个回答</translation>
    </message>
    <message>
        <source>Attach images or text files…</source>
        <translation>添加图片或文本文件…</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>上一个对话</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>下一个对话</translation>
    </message>
    <message>
        <source>Rename the chat…</source>
        <translation>重命名对话…</translation>
    </message>
    <message>
        <source>Pin or unpin the chat</source>
        <translation>置顶或取消置顶对话</translation>
    </message>
    <message>
        <source>Archive the chat, or take it back</source>
        <translation>归档对话或取消归档</translation>
    </message>
    <message>
        <source>Duplicate the chat</source>
        <translation>复制一份对话</translation>
    </message>
    <message>
        <source>Delete the chat</source>
        <translation>删除对话</translation>
    </message>
    <message>
        <source>Let the model name new chats</source>
        <translation>由模型为新对话命名</translation>
    </message>
    <message>
        <source>Pull model…</source>
        <translation>拉取模型…</translation>
    </message>
    <message>
        <source>Refresh the list</source>
        <translation>刷新列表</translation>
    </message>
    <message>
        <source>Other address…</source>
        <translation>其他地址…</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>试用演示</translation>
    </message>
    <message>
        <source>Start Ollama</source>
        <translation>启动 Ollama</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>重新连接</translation>
    </message>
    <message>
        <source>Details of the connection</source>
        <translation>连接详情</translation>
    </message>
    <message>
        <source>Get Ollama</source>
        <translation>获取 Ollama</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>About Paddock</source>
        <translation>关于 Paddock</translation>
    </message>
</context>
<context>
    <name>AnswerEditor</name>
    <message>
        <source>Edit answer</source>
        <translation>修改回答</translation>
    </message>
    <message>
        <source>Text of the answer</source>
        <translation>回答的文字</translation>
    </message>
    <message>
        <source>The answer of the model stays beside the changed one.</source>
        <translation>模型原来的回答会保留，与修改后的并列。</translation>
    </message>
    <message>
        <source>Save answer</source>
        <translation>保存回答</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>AttachmentBox</name>
    <message>
        <source>Attach files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Images and text files ({0})</source>
        <translation>图片和文本文件 ({0})</translation>
    </message>
    <message>
        <source>Images ({0})</source>
        <translation>图片 ({0})</translation>
    </message>
    <message>
        <source>Text files ({0})</source>
        <translation>文本文件 ({0})</translation>
    </message>
    <message>
        <source>All files ({0})</source>
        <translation>所有文件 ({0})</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>AttachmentItems</name>
    <message>
        <source>{0}, being read</source>
        <translation>{0}，正在读取</translation>
    </message>
    <message>
        <source>{0}, image, {1} × {2}</source>
        <translation>{0}，图片，{1} × {2}</translation>
    </message>
    <message>
        <source>{0}, text file</source>
        <translation>{0}，文本文件</translation>
    </message>
</context>
<context>
    <name>AttachmentTiles</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>AttachmentView</name>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
</context>
<context>
    <name>AttachmentWords</name>
    <message>
        <source>This model cannot see images.</source>
        <translation>这个模型看不了图片。</translation>
    </message>
    <message>
        <source>{0} cannot see images.</source>
        <translation>{0} 看不了图片。</translation>
    </message>
    <message>
        <source>The picture itself was not in the drop, only its address. Save or copy the image, then paste it.</source>
        <translation>拖来的只有图片的网址，没有图片本身。请先保存或复制图片，再粘贴进来。</translation>
    </message>
    <message numerus="yes">
        <source>{0} of %n file(s) were not attached.</source>
        <translation>
            <numerusform>%n 个文件中有 {0} 个未能添加。</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} was not attached: {1} cannot see images.</source>
        <translation>未添加 {0}：{1} 看不了图片。</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} 是空文件。</translation>
    </message>
    <message>
        <source>{0} is a folder. Attach the files in it.</source>
        <translation>{0} 是文件夹，请添加其中的文件。</translation>
    </message>
    <message>
        <source>{0} could not be read: {1}.</source>
        <translation>无法读取 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} could not be read.</source>
        <translation>无法读取 {0}。</translation>
    </message>
    <message>
        <source>{0} is larger than 100 MB.</source>
        <translation>{0} 超过 100 MB。</translation>
    </message>
    <message>
        <source>{0} is damaged or incomplete.</source>
        <translation>{0} 已损坏或不完整。</translation>
    </message>
    <message>
        <source>{0} has too many pixels. Make it smaller first.</source>
        <translation>{0} 的像素太多，请先缩小。</translation>
    </message>
    <message>
        <source>{0} could not be stored: {1}.</source>
        <translation>无法保存 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is a {1} photo, which neither Paddock nor Ollama reads. Export it as JPEG first.</source>
        <translation>{0} 是 {1} 照片，Paddock 和 Ollama 都无法读取。请先导出为 JPEG。</translation>
    </message>
    <message>
        <source>{0} is no image, whatever its name says.</source>
        <translation>{0} 不是图片，尽管文件名像是图片。</translation>
    </message>
    <message>
        <source>{0}: PDF and Word files cannot be attached yet.</source>
        <translation>{0}：暂不支持添加 PDF 和 Word 文件。</translation>
    </message>
    <message>
        <source>{0}: audio files cannot be attached yet.</source>
        <translation>{0}：暂不支持添加音频文件。</translation>
    </message>
    <message>
        <source>{0} is a text of more than 1 MB, too long for a message.</source>
        <translation>{0} 的文字超过 1 MB，放不进一条消息。</translation>
    </message>
    <message>
        <source>{0} is neither an image nor text.</source>
        <translation>{0} 既不是图片也不是文本。</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>Pasted image</source>
        <translation>粘贴的图片</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close notice</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Drop images or text files to attach them</source>
        <translation>松开即可添加图片或文本文件</translation>
    </message>
    <message>
        <source>{0} has answered</source>
        <translation>{0} 已回答</translation>
    </message>
    <message>
        <source>The answer of {0} ended early</source>
        <translation>{0} 的回答提前结束</translation>
    </message>
</context>
<context>
    <name>ChatWiring</name>
    <message>
        <source>“{0}” was deleted.</source>
        <translation>已删除“{0}”。</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) were deleted.</source>
        <translation>
            <numerusform>已删除 %n 个对话。</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} (copy)</source>
        <translation>{0}（副本）</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) were archived.</source>
        <translation>
            <numerusform>已归档 %n 个对话。</numerusform>
        </translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>文件夹名称</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>新建</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) were deleted.</source>
        <translation>
            <numerusform>已删除 %n 条消息。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is saved again.</source>
        <translation>所有内容都已保存。</translation>
    </message>
    <message>
        <source>What was said since the start is in memory only. Export it to keep it.</source>
        <translation>启动以来的对话只在内存中。要保留请先导出。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of your chats could not be written.</source>
        <translation>
            <numerusform>有 %n 处对话改动未能写入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit without saving?</source>
        <translation>不保存就退出吗？</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>仍然退出</translation>
    </message>
</context>
<context>
    <name>ChatsMenu</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation>取消归档</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>移到文件夹</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
</context>
<context>
    <name>CodeHeadView</name>
    <message>
        <source>Wrap lines</source>
        <translation>自动换行</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>CodeLines</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Ollama could not be started. Start it yourself; Paddock goes on trying.</source>
        <translation>未能启动 Ollama。请自行启动；Paddock 会继续尝试连接。</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Attach image</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Editing a message: sending makes a new branch.</source>
        <translation>正在修改消息：发送后会形成新的分支。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Message {0}</source>
        <translation>给 {0} 写消息</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Attach images or text files</source>
        <translation>添加图片或文本文件</translation>
    </message>
    <message>
        <source>Attach text files ({0} cannot see images)</source>
        <translation>添加文本文件（{0} 看不了图片）</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter starts a new line</source>
        <translation>Enter 发送，Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Files are still being read</source>
        <translation>文件还在读取中</translation>
    </message>
    <message>
        <source>The answer is still coming</source>
        <translation>回答还在生成中</translation>
    </message>
    <message>
        <source>pasted.txt</source>
        <translation>粘贴的文字.txt</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>Name of the folder</source>
        <translation>文件夹名称</translation>
    </message>
    <message>
        <source>Title of the chat</source>
        <translation>对话标题</translation>
    </message>
</context>
<context>
    <name>ConversationItems</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>a month of a year, in the letters of QDate&apos;s formats</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>new answer</source>
        <translation>有新回答</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已置顶</translation>
    </message>
</context>
<context>
    <name>ConversationPane</name>
    <message>
        <source>IN MESSAGES</source>
        <translation>消息内容</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Your chats appear here.</source>
        <translation>对话会显示在这里。</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Conversations</source>
        <translation>对话列表</translation>
    </message>
</context>
<context>
    <name>CopyTable</name>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Raw reply</source>
        <translation>原始回复</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>DocumentWords</name>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考中</translation>
    </message>
    <message>
        <source>{0} tok/s</source>
        <translation>{0} 词元/秒</translation>
    </message>
    <message>
        <source>{0} tokens</source>
        <translation>{0} 个词元</translation>
    </message>
    <message>
        <source>{0} tokens of prompt</source>
        <translation>提示 {0} 个词元</translation>
    </message>
    <message>
        <source>{0} s in all</source>
        <translation>共 {0} 秒</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Ended at the length limit: num_predict or the context is used up (length).</source>
        <translation>达到长度上限：num_predict 或上下文已用完（length）。</translation>
    </message>
    <message>
        <source>Cut: the server closed the connection. What came so far is kept.</source>
        <translation>中断：服务器关闭了连接。已收到的内容会保留。</translation>
    </message>
    <message>
        <source>The server ended the answer early without saying why.</source>
        <translation>服务器提前结束了回答，没有说明原因。</translation>
    </message>
    <message>
        <source>Paddock ended before an answer came.</source>
        <translation>回答还没开始，Paddock 就退出了。</translation>
    </message>
    <message>
        <source>Paddock ended while this answer was coming. What came so far is kept.</source>
        <translation>生成这个回答时 Paddock 退出了，已收到的部分都保留着。</translation>
    </message>
    <message>
        <source>The model answered with nothing.</source>
        <translation>模型没有给出任何回答。</translation>
    </message>
    <message>
        <source>No answer came: {0}</source>
        <translation>没有收到回答：{0}</translation>
    </message>
    <message>
        <source>The server sent something that is not the protocol. What came before it is kept.</source>
        <translation>服务器发来的内容不符合协议。之前的内容会保留。</translation>
    </message>
    <message>
        <source>The server stopped with an error: {0}</source>
        <translation>服务器因错误停止：{0}</translation>
    </message>
</context>
<context>
    <name>EndingWidget</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Asks the model to go on from where the answer ends</source>
        <translation>让模型从回答结束处接着写</translation>
    </message>
</context>
<context>
    <name>ErrorWords</name>
    <message>
        <source>That did not work</source>
        <translation>没有成功</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>The server does not have this model</source>
        <translation>服务器上没有这个模型</translation>
    </message>
    <message>
        <source>Pull it first, or choose another model.</source>
        <translation>请先拉取它，或者换一个模型。</translation>
    </message>
    <message>
        <source>Not enough memory for this model</source>
        <translation>内存不足，无法运行这个模型</translation>
    </message>
    <message>
        <source>Choose a smaller model, lower num_ctx, or unload another model.</source>
        <translation>可以换一个更小的模型、调低 num_ctx，或者卸载其他模型。</translation>
    </message>
    <message>
        <source>The conversation is longer than the context</source>
        <translation>对话超出了上下文长度</translation>
    </message>
    <message>
        <source>Raise num_ctx in the parameters, or start a new chat.</source>
        <translation>可以在参数中调高 num_ctx，或者开始新对话。</translation>
    </message>
    <message>
        <source>The model could not be run</source>
        <translation>模型无法运行</translation>
    </message>
    <message>
        <source>Ollama said: {0}</source>
        <translation>Ollama 的原话：{0}</translation>
    </message>
    <message>
        <source>The server refused the request</source>
        <translation>服务器拒绝了请求</translation>
    </message>
    <message>
        <source>The server has too many requests waiting</source>
        <translation>服务器上排队的请求太多</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full</source>
        <translation>服务器的磁盘已满</translation>
    </message>
    <message>
        <source>Delete a model to make room.</source>
        <translation>请删除一个模型以腾出空间。</translation>
    </message>
    <message>
        <source>Cloud models are switched off on this server</source>
        <translation>这台服务器关闭了云端模型</translation>
    </message>
    <message>
        <source>Choose a model that runs on the server itself.</source>
        <translation>请选择在服务器本机运行的模型。</translation>
    </message>
    <message>
        <source>The server is not signed in to ollama.com</source>
        <translation>服务器尚未登录 ollama.com</translation>
    </message>
    <message>
        <source>Sign in on the server&apos;s computer with “ollama signin”.</source>
        <translation>请在服务器所在的电脑上运行“ollama signin”登录。</translation>
    </message>
    <message>
        <source>Nobody answers at that address</source>
        <translation>这个地址没有应答</translation>
    </message>
    <message>
        <source>Ollama is not running there.</source>
        <translation>那里没有运行 Ollama。</translation>
    </message>
    <message>
        <source>That computer was not found</source>
        <translation>找不到这台电脑</translation>
    </message>
    <message>
        <source>Check the name in the address.</source>
        <translation>请检查地址中的名称。</translation>
    </message>
    <message>
        <source>That computer cannot be reached</source>
        <translation>无法连接到这台电脑</translation>
    </message>
    <message>
        <source>It may be off, in another network, or behind a firewall.</source>
        <translation>它可能已关机、在另一个网络中，或者被防火墙挡住。</translation>
    </message>
    <message>
        <source>No secure connection came about</source>
        <translation>无法建立安全连接</translation>
    </message>
    <message>
        <source>The certificate or the protocol was not accepted: {0}</source>
        <translation>证书或协议未被接受：{0}</translation>
    </message>
    <message>
        <source>No connection came about</source>
        <translation>未能建立连接</translation>
    </message>
    <message>
        <source>It ended with: {0}</source>
        <translation>结束原因：{0}</translation>
    </message>
    <message>
        <source>The connection broke</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>The server closed it before the answer was complete. What came so far is kept.</source>
        <translation>服务器在回答完成之前关闭了连接。已收到的内容会保留。</translation>
    </message>
    <message>
        <source>The server does not answer</source>
        <translation>服务器没有响应</translation>
    </message>
    <message>
        <source>It may be busy. Paddock tries again.</source>
        <translation>它可能正忙。Paddock 会再试。</translation>
    </message>
    <message>
        <source>The server refuses this computer (403)</source>
        <translation>服务器拒绝了本机的访问（403）</translation>
    </message>
    <message>
        <source>A tunnel or proxy in front of Ollama may have to set the Host header.</source>
        <translation>Ollama 前面的隧道或代理可能需要设置 Host 标头。</translation>
    </message>
    <message>
        <source>This server does not know that call</source>
        <translation>这台服务器不支持该接口</translation>
    </message>
    <message>
        <source>It is older than the function needs. Update Ollama there.</source>
        <translation>它的版本太旧，请在那里更新 Ollama。</translation>
    </message>
    <message>
        <source>Something else than Ollama answers at that address</source>
        <translation>这个地址应答的不是 Ollama</translation>
    </message>
    <message>
        <source>A proxy or another program may stand there. Details show what it said.</source>
        <translation>那里可能是代理或其他程序。详情中可以看到它的回复。</translation>
    </message>
    <message>
        <source>The answer is not complete</source>
        <translation>回答不完整</translation>
    </message>
    <message>
        <source>The server ended it early without saying why.</source>
        <translation>服务器提前结束了回答，没有说明原因。</translation>
    </message>
    <message>
        <source>The server sent something that is not the protocol</source>
        <translation>服务器发来的内容不符合协议</translation>
    </message>
    <message>
        <source>What came before it is kept. Details show the bytes.</source>
        <translation>之前的内容会保留。详情中可以看到原始字节。</translation>
    </message>
    <message>
        <source>The server answered with an error</source>
        <translation>服务器返回了错误</translation>
    </message>
</context>
<context>
    <name>ExchangeWiring</name>
    <message>
        <source>Another export, import or backup is still running.</source>
        <translation>另一项导出、导入或备份还在进行。</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Exported chats ({0})</source>
        <translation>导出的对话 ({0})</translation>
    </message>
    <message>
        <source>Reading what is there</source>
        <translation>正在读取内容</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) were imported.</source>
        <translation>
            <numerusform>已导入 %n 个对话。</numerusform>
        </translation>
    </message>
    <message>
        <source>Back up everything</source>
        <translation>备份全部内容</translation>
    </message>
    <message>
        <source>Writing {0}</source>
        <translation>正在写入 {0}</translation>
    </message>
    <message>
        <source>All chats with their attachments are in {0}.</source>
        <translation>全部对话及附件都已保存到 {0}。</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Backups ({0})</source>
        <translation>备份 ({0})</translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation>正在检查备份</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n 个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>It was made on {0} and holds {1} with {2}. They take the place of what is here now; your present chats are kept aside as a file.</source>
        <translation>这份备份创建于 {0}，含 {1}、{2}。它们会取代现在的内容；现有对话会另存为一个文件。</translation>
    </message>
    <message>
        <source>Restore this backup?</source>
        <translation>恢复这份备份吗？</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Putting the chats back</source>
        <translation>正在放回对话</translation>
    </message>
    <message>
        <source>The backup was restored.</source>
        <translation>备份已恢复。</translation>
    </message>
    <message>
        <source>The chats from before are kept as {0}.</source>
        <translation>之前的对话已保存为 {0}。</translation>
    </message>
</context>
<context>
    <name>ExchangeWords</name>
    <message>
        <source>That is no file of chats: it holds no JSON, or it was cut off.</source>
        <translation>这不是对话文件：其中没有 JSON，或内容不完整。</translation>
    </message>
    <message>
        <source>No chats were found there. Paddock reads its own exports and those of Open WebUI and ChatGPT, and lines of JSON with messages.</source>
        <translation>没有找到对话。Paddock 可以读取自己以及 Open WebUI、ChatGPT 导出的文件，还有由消息组成的 JSON 行。</translation>
    </message>
    <message>
        <source>A newer Paddock wrote that file. Update Paddock to read it.</source>
        <translation>这个文件由更新版本的 Paddock 写成，请更新 Paddock 后再读取。</translation>
    </message>
    <message>
        <source>There is nothing in that file.</source>
        <translation>这个文件是空的。</translation>
    </message>
    <message>
        <source>That file is too large: 512 MB is the most.</source>
        <translation>文件太大：最多 512 MB。</translation>
    </message>
    <message>
        <source>Entry {0}</source>
        <translation>第 {0} 项</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>It could not be read ({0}).</source>
        <translation>无法读取（{0}）。</translation>
    </message>
    <message>
        <source>A system message in the middle was left out: “{0}”.</source>
        <translation>略去了中间的一条系统消息：“{0}”。</translation>
    </message>
    <message>
        <source>The file {0} belongs to it and is not there.</source>
        <translation>缺少所属的文件 {0}。</translation>
    </message>
    <message>
        <source>An image on another machine was not loaded; its address stays.</source>
        <translation>未加载其他机器上的图片，只保留网址。</translation>
    </message>
    <message>
        <source>An image that a model made was left out; its name stays.</source>
        <translation>略去了模型生成的图片，只保留名称。</translation>
    </message>
    <message>
        <source>Messages followed each other in a circle, which was cut open.</source>
        <translation>消息首尾相接成环，已将其断开。</translation>
    </message>
    <message>
        <source>A message followed one that is not there; it stands first now.</source>
        <translation>有一条消息的上文缺失，现在排在最前。</translation>
    </message>
    <message>
        <source>Something of an unknown kind was left out ({0}).</source>
        <translation>略去了未知类型的内容（{0}）。</translation>
    </message>
    <message>
        <source>That archive has a password. Unpack it and choose what was in it.</source>
        <translation>这个压缩包有密码，请解压后选择其中的文件。</translation>
    </message>
    <message>
        <source>That archive is damaged or no ZIP at all.</source>
        <translation>这个压缩包已损坏，或不是 ZIP 文件。</translation>
    </message>
    <message>
        <source>That archive holds more than 20,000 files.</source>
        <translation>这个压缩包中的文件超过 20,000 个。</translation>
    </message>
    <message>
        <source>That archive is too large: 1 GB is the most when it is unpacked.</source>
        <translation>压缩包太大：解压后最多 1 GB。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, or choose another place.</source>
        <translation>磁盘已满。请腾出空间，或换一个位置。</translation>
    </message>
    <message>
        <source>The system does not allow it there. Choose another place.</source>
        <translation>系统不允许写在那里，请换一个位置。</translation>
    </message>
    <message>
        <source>That file is damaged, or no backup of Paddock.</source>
        <translation>文件已损坏，或不是 Paddock 的备份。</translation>
    </message>
    <message>
        <source>Another program holds the file. Try again.</source>
        <translation>文件被其他程序占用，请再试一次。</translation>
    </message>
    <message>
        <source>The system refused it: {0}</source>
        <translation>系统拒绝了：{0}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export chats</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>1 chat: {0}</source>
        <translation>1 个对话：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n 个对话</numerusform>
        </translation>
    </message>
    <message>
        <source>With thinking</source>
        <translation>包含思考内容</translation>
    </message>
    <message>
        <source>With figures</source>
        <translation>包含统计数据</translation>
    </message>
    <message>
        <source>Tokens, their speed and the time of each answer</source>
        <translation>每个回答的词元数、速度和用时</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>All branches of a chat go into the file.</source>
        <translation>对话的所有分支都会写入文件。</translation>
    </message>
    <message>
        <source>What is shown goes into the file; other branches of a chat do not.</source>
        <translation>只写入当前显示的内容，其他分支不写入。</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Writing {0}</source>
        <translation>正在写入 {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) were exported to {0}.</source>
        <translation>
            <numerusform>已将 %n 个对话导出到 {0}。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n text(s) three quotes at the end of a line became single ones: a Modelfile cannot hold them.</source>
        <translation>
            <numerusform>有 %n 处文字行末的三个双引号改成了单引号：Modelfile 无法容纳它们。</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>在此对话中查找</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Close find</source>
        <translation>关闭查找</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0} 处，共 {1} 处</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>Rename folder</source>
        <translation>重命名文件夹</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>删除文件夹</translation>
    </message>
    <message>
        <source>Its chats stay.</source>
        <translation>其中的对话会保留。</translation>
    </message>
</context>
<context>
    <name>FooterWidget</name>
    <message>
        <source>Details of the answer</source>
        <translation>回答详情</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Earlier answer</source>
        <translation>上一个回答</translation>
    </message>
    <message>
        <source>Later answer</source>
        <translation>下一个回答</translation>
    </message>
    <message>
        <source>{0} tok/s</source>
        <translation>{0} 词元/秒</translation>
    </message>
    <message>
        <source>first token {0} s</source>
        <translation>首个词元 {0} 秒</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>continued</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>FormatWords</name>
    <message>
        <source>Text for people and other programs; attachments are only named</source>
        <translation>便于阅读和其他程序使用的文本；附件只列出名称</translation>
    </message>
    <message>
        <source>One file with the images, for any browser</source>
        <translation>含图片的单个文件，任何浏览器都能打开</translation>
    </message>
    <message>
        <source>Pages to print or to pass on</source>
        <translation>便于打印或转发的页面</translation>
    </message>
    <message>
        <source>Everything, to be imported again</source>
        <translation>全部内容，可以再次导入</translation>
    </message>
    <message>
        <source>All branches with attachments, for the import of Open WebUI</source>
        <translation>含附件的所有分支，供 Open WebUI 导入</translation>
    </message>
    <message>
        <source>Lines of JSON</source>
        <translation>JSON 行</translation>
    </message>
    <message>
        <source>For fine-tuning: finished answers, without images and thinking</source>
        <translation>用于微调：完整的回答，不含图片和思考内容</translation>
    </message>
    <message>
        <source>To make a model that begins with this chat; of one chat only</source>
        <translation>用来创建以这个对话开头的模型；只能导出一个对话</translation>
    </message>
</context>
<context>
    <name>Formula</name>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
</context>
<context>
    <name>FoundItems</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
</context>
<context>
    <name>FoundView</name>
    <message>
        <source>Messages found</source>
        <translation>找到的消息</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import chats</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>There is nothing to import in that file.</source>
        <translation>这个文件中没有可以导入的内容。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Chats in the file</source>
        <translation>文件中的对话</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) were not taken over.</source>
        <translation>
            <numerusform>有 %n 项内容未能导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>What was not taken over</source>
        <translation>未能导入的内容</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) found</source>
        <translation>
            <numerusform>找到 %n 个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already here</source>
        <translation>
            <numerusform>%n 个已经存在</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n chat(s)</source>
        <translation>
            <numerusform>导入 %n 个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importing %n chat(s)</source>
        <translation>
            <numerusform>正在导入 %n 个对话</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Instance</name>
    <message>
        <source>Another Paddock is running and does not answer</source>
        <translation>另一个 Paddock 正在运行，但没有响应</translation>
    </message>
    <message>
        <source>It uses {0}. Close it, or start with --data-dir to use another folder.</source>
        <translation>它正在使用 {0}。请关闭它，或用 --data-dir 指定另一个文件夹。</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message>
        <source>New text</source>
        <translation>有新内容</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>转到末尾</translation>
    </message>
    <message>
        <source>Goes to the end of the conversation</source>
        <translation>转到对话的末尾</translation>
    </message>
</context>
<context>
    <name>KeepAliveRow</name>
    <message>
        <source>How long the model stays loaded; -1 for ever, 0 not at all</source>
        <translation>模型在内存中保留多久；-1 为一直保留，0 为不保留</translation>
    </message>
    <message>
        <source>inherited</source>
        <translation>继承</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Chat</source>
        <translation>对话(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>服务器(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Edit answer…</source>
        <translation>修改回答…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>Show what was sent</source>
        <translation>查看发送的内容</translation>
    </message>
    <message>
        <source>Delete answer</source>
        <translation>删除回答</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>修改消息</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新提问</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>删除消息</translation>
    </message>
    <message>
        <source>Regenerate with</source>
        <translation>换模型重新生成</translation>
    </message>
</context>
<context>
    <name>MessageDetails</name>
    <message>
        <source>Details of the answer</source>
        <translation>回答详情</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>发送的内容</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The tokens of the prompt may have come from the server&apos;s cache in part, and its time is that of the others: no speed follows from the two.</source>
        <translation>提示的词元可能有一部分来自服务器的缓存，用时只算其余部分，因此无法由两者得出速度。</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not known what was sent for this answer.</source>
        <translation>不知道这个回答发送了什么。</translation>
    </message>
    <message>
        <source>Copies what was sent</source>
        <translation>复制发送的内容</translation>
    </message>
    <message>
        <source>Copies the figures</source>
        <translation>复制这些数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Asked at</source>
        <translation>提问时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束方式</translation>
    </message>
    <message>
        <source>The answer is still coming.</source>
        <translation>回答还在生成中。</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>正常结束</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>首个词元用时</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考中</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Tokens a second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>not told by the server</source>
        <translation>服务器未提供</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
</context>
<context>
    <name>MessageEdit</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>ModelItems</name>
    <message>
        <source>loaded</source>
        <translation>已加载</translation>
    </message>
    <message>
        <source>cloud</source>
        <translation>云端</translation>
    </message>
    <message>
        <source>Runs at {0}: prompts leave the server.</source>
        <translation>在 {0} 运行：提示词会离开服务器。</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
</context>
<context>
    <name>ModelView</name>
    <message>
        <source>Models</source>
        <translation>模型列表</translation>
    </message>
    <message>
        <source>New chat with this model</source>
        <translation>用这个模型开始新对话</translation>
    </message>
</context>
<context>
    <name>NoteBar</name>
    <message>
        <source>Close notice</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}。{1}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>Roll seed</source>
        <translation>随机取种子</translation>
    </message>
    <message>
        <source>Takes a random seed and keeps it</source>
        <translation>取一个随机种子并保持不变</translation>
    </message>
</context>
<context>
    <name>ParameterPanel</name>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>More sampling</source>
        <translation>更多采样</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Will be sent</source>
        <translation>将要发送</translation>
    </message>
    <message>
        <source>inherited from the model</source>
        <translation>继承自模型</translation>
    </message>
    <message>
        <source>Nothing until a model is chosen</source>
        <translation>选择模型后显示</translation>
    </message>
</context>
<context>
    <name>ParameterWords</name>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>until stop</source>
        <translation>直到结束</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>model {0}</source>
        <translation>模型 {0}</translation>
    </message>
    <message>
        <source>server default {0}</source>
        <translation>服务器默认 {0}</translation>
    </message>
    <message>
        <source>reloads the model</source>
        <translation>会重新加载模型</translation>
    </message>
    <message>
        <source>this chat</source>
        <translation>本对话</translation>
    </message>
    <message>
        <source>server default</source>
        <translation>服务器默认</translation>
    </message>
    <message>
        <source>Not used: the least is {0}</source>
        <translation>未采用：最小为 {0}</translation>
    </message>
    <message>
        <source>Not used: the most is {0}</source>
        <translation>未采用：最大为 {0}</translation>
    </message>
    <message>
        <source>Not used: write -1 for no limit</source>
        <translation>未采用：不限请写 -1</translation>
    </message>
    <message>
        <source>Not used: this is not a whole number</source>
        <translation>未采用：不是整数</translation>
    </message>
    <message>
        <source>Not used: this is not a number</source>
        <translation>未采用：不是数字</translation>
    </message>
    <message>
        <source>Not used: the units are h, m, s, ms</source>
        <translation>未采用：单位为 h、m、s、ms</translation>
    </message>
    <message>
        <source>Not used: a unit is missing</source>
        <translation>未采用：缺少单位</translation>
    </message>
    <message>
        <source>Not used: too long; -1 is for ever</source>
        <translation>未采用：时间过长；-1 为一直保留</translation>
    </message>
    <message>
        <source>Not used: write 5m, seconds, or -1</source>
        <translation>未采用：请写 5m、秒数或 -1</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Higher is more varied; 0 always takes the likeliest token</source>
        <translation>越高越多样；0 总是取最可能的词元</translation>
    </message>
    <message>
        <source>Keeps the likeliest tokens up to this share; 1 turns it off</source>
        <translation>保留累计概率达到此值的词元；1 为关闭</translation>
    </message>
    <message>
        <source>Keeps this many of the likeliest tokens; 0 turns it off</source>
        <translation>只保留最可能的这么多个词元；0 为关闭</translation>
    </message>
    <message>
        <source>Drops tokens below this share of the likeliest one; 0 turns it off</source>
        <translation>丢弃概率低于最可能词元此比例的词元；0 为关闭</translation>
    </message>
    <message>
        <source>Prefers tokens of typical likelihood; 1 turns it off</source>
        <translation>偏好概率典型的词元；1 为关闭</translation>
    </message>
    <message>
        <source>Makes repeated tokens less likely; 1 turns it off</source>
        <translation>降低重复词元的概率；1 为关闭</translation>
    </message>
    <message>
        <source>How far back repetition counts; 0 is off, -1 everything</source>
        <translation>向前多少词元计入重复；0 为关闭，-1 为全部</translation>
    </message>
    <message>
        <source>Makes tokens that occurred before less likely</source>
        <translation>降低已出现词元的概率</translation>
    </message>
    <message>
        <source>Makes tokens less likely the more often they occurred</source>
        <translation>出现越多，概率降得越低</translation>
    </message>
    <message>
        <source>The same seed repeats the same answer; -1 is random</source>
        <translation>相同的种子得到相同的回答；-1 为随机</translation>
    </message>
    <message>
        <source>Ends the answer at any of these texts, one on each line, and replaces the list of the model</source>
        <translation>遇到其中任一文本即结束回答，每行一个；会取代模型自带的列表</translation>
    </message>
    <message>
        <source>Tokens of context that the model keeps in view</source>
        <translation>模型能看到的上下文词元数</translation>
    </message>
    <message>
        <source>Most tokens of an answer; -1 goes on until it stops</source>
        <translation>回答的最多词元数；-1 为直到自行结束</translation>
    </message>
    <message>
        <source>First tokens that stay when the context is full; -1 keeps all</source>
        <translation>上下文满时保留的开头词元数；-1 为全部保留</translation>
    </message>
    <message>
        <source>Layers on the GPU; -1 is automatic, 0 uses only the CPU</source>
        <translation>放在 GPU 上的层数；-1 为自动，0 只用 CPU</translation>
    </message>
    <message>
        <source>Threads of the CPU; 0 is automatic</source>
        <translation>CPU 线程数；0 为自动</translation>
    </message>
    <message>
        <source>Prompt tokens that are processed at once</source>
        <translation>一次处理的提示词词元数</translation>
    </message>
    <message>
        <source>The GPU, by number, that holds the model</source>
        <translation>存放模型的 GPU 编号</translation>
    </message>
    <message>
        <source>Maps the model&apos;s file into memory instead of reading it</source>
        <translation>将模型文件映射到内存，而不是读入</translation>
    </message>
    <message>
        <source>Tokens guessed ahead with each step; 0 turns it off</source>
        <translation>每步预先猜测的词元数；0 为关闭</translation>
    </message>
</context>
<context>
    <name>PasteOffer</name>
    <message>
        <source>Pasted {0} characters.</source>
        <translation>粘贴了 {0} 个字符。</translation>
    </message>
    <message>
        <source>Attach as a file instead</source>
        <translation>改为附件</translation>
    </message>
</context>
<context>
    <name>PhaseLine</name>
    <message>
        <source>{0} · {1} s</source>
        <translation>{0} · {1} 秒</translation>
    </message>
    <message>
        <source>Loading {0}</source>
        <translation>正在加载 {0}</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>正在读取提示词</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考中</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>Waiting for the server</source>
        <translation>正在等待服务器</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>This image cannot be read.</source>
        <translation>无法读取这张图片。</translation>
    </message>
</context>
<context>
    <name>PicturesWidget</name>
    <message>
        <source>Image {0}</source>
        <translation>图片 {0}</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息数</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>最后修改</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>无标题</translation>
    </message>
    <message>
        <source>Already here</source>
        <translation>已经存在</translation>
    </message>
</context>
<context>
    <name>Prompts</name>
    <message>
        <source>Connected to {0}</source>
        <translation>已连接到 {0}</translation>
    </message>
    <message>
        <source>The server answers.</source>
        <translation>服务器有应答。</translation>
    </message>
    <message>
        <source>Other address</source>
        <translation>其他地址</translation>
    </message>
    <message>
        <source>Address of the Ollama server</source>
        <translation>Ollama 服务器的地址</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Not an address. Examples: 192.168.1.5, my-server:11434, https://example.org/ollama</source>
        <translation>这不是地址。例如：192.168.1.5、my-server:11434、https://example.org/ollama</translation>
    </message>
    <message>
        <source>Links of this kind are not opened: {0}</source>
        <translation>不会打开这类链接：{0}</translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation>打开这个链接？</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>About Paddock</source>
        <translation>关于 Paddock</translation>
    </message>
    <message>
        <source>A native desktop for people who run models with Ollama. MIT licence.</source>
        <translation>为使用 Ollama 运行模型的人打造的原生桌面应用。MIT 许可证。</translation>
    </message>
    <message>
        <source>No browser opened. The address is {0}</source>
        <translation>未能打开浏览器。地址是 {0}</translation>
    </message>
    <message>
        <source>The log is in {0}</source>
        <translation>日志位于 {0}</translation>
    </message>
</context>
<context>
    <name>Prose</name>
    <message>
        <source>The image was not loaded.</source>
        <translation>未加载这张图片。</translation>
    </message>
</context>
<context>
    <name>PullDialog</name>
    <message>
        <source>Pull model</source>
        <translation>拉取模型</translation>
    </message>
    <message>
        <source>Hide this and the download goes on. Cancelling keeps the parts for later.</source>
        <translation>隐藏后下载会继续。取消会保留已下载的部分。</translation>
    </message>
    <message>
        <source>{0} is installed.</source>
        <translation>{0} 已安装。</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}。{1}</translation>
    </message>
    <message>
        <source>Cancelled. The parts stay on the server; pulling goes on where it stopped.</source>
        <translation>已取消。已下载的部分留在服务器上，再次拉取会从中断处继续。</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Raw reply</source>
        <translation>原始回复</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>拉取</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Chat with it</source>
        <translation>与它对话</translation>
    </message>
    <message>
        <source>Pulls {0}.</source>
        <translation>将拉取 {0}。</translation>
    </message>
    <message>
        <source>Runs at ollama.com: nothing to download, and prompts leave the server.</source>
        <translation>在 ollama.com 运行：无需下载，提示词会离开服务器。</translation>
    </message>
    <message>
        <source>A name such as {0} or {1}, an “ollama run” line, or the address of a model&apos;s page.</source>
        <translation>如 {0} 或 {1} 这样的名称、一行“ollama run”命令，或模型页面的地址。</translation>
    </message>
</context>
<context>
    <name>PullProgress</name>
    <message>
        <source>Asking the server</source>
        <translation>正在询问服务器</translation>
    </message>
    <message>
        <source>Reading the manifest</source>
        <translation>正在读取清单</translation>
    </message>
    <message>
        <source>Stalled for {0}</source>
        <translation>已停滞 {0}</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Verifying for {0}: may take minutes without news</source>
        <translation>已校验 {0}：可能几分钟没有进展</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>即将完成</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>{0}/秒</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>还剩 {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分钟</translation>
    </message>
</context>
<context>
    <name>PullWords</name>
    <message>
        <source>No model is named there. Paste the address of a model&apos;s page.</source>
        <translation>那里没有模型名称。请粘贴模型页面的地址。</translation>
    </message>
    <message>
        <source>A model name has no spaces.</source>
        <translation>模型名称中没有空格。</translation>
    </message>
    <message>
        <source>Ollama takes a tag, as in “llama3.2:3b”, but no digest.</source>
        <translation>Ollama 接受标签，如“llama3.2:3b”，但不接受摘要。</translation>
    </message>
    <message>
        <source>“{0}” is not the name of a registry.</source>
        <translation>“{0}”不是仓库名称。</translation>
    </message>
    <message>
        <source>The namespace is missing before the “/”.</source>
        <translation>“/”之前缺少命名空间。</translation>
    </message>
    <message>
        <source>“{0}” is no namespace: letters, digits, “-” and “_” make one.</source>
        <translation>“{0}”不是命名空间：只能用字母、数字、“-”和“_”。</translation>
    </message>
    <message>
        <source>Write a tag after the “:”, or leave it out.</source>
        <translation>请在“:”后写标签，或者去掉它。</translation>
    </message>
    <message>
        <source>“{0}” is no tag: letters, digits, “.”, “-” and “_” make one.</source>
        <translation>“{0}”不是标签：只能用字母、数字、“.”、“-”和“_”。</translation>
    </message>
    <message>
        <source>The name of the model is missing.</source>
        <translation>缺少模型名称。</translation>
    </message>
    <message>
        <source>“{0}” is no model: letters, digits, “.”, “-” and “_” make a name.</source>
        <translation>“{0}”不是模型名称：只能用字母、数字、“.”、“-”和“_”。</translation>
    </message>
    <message>
        <source>There is no {0} in the registry</source>
        <translation>仓库中没有 {0}</translation>
    </message>
    <message>
        <source>Check the name and its tag. It may also be private.</source>
        <translation>请检查名称和标签。它也可能是私有的。</translation>
    </message>
    <message>
        <source>The server lost its way to the registry</source>
        <translation>服务器无法连接仓库</translation>
    </message>
    <message>
        <source>Its connection failed again and again. A retry goes on where it stopped.</source>
        <translation>连接反复失败。重试会从中断处继续。</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full</source>
        <translation>服务器的磁盘已满</translation>
    </message>
    <message>
        <source>Delete a model to make room, then retry.</source>
        <translation>请删除一个模型以腾出空间，然后重试。</translation>
    </message>
    <message>
        <source>A part arrived damaged</source>
        <translation>有一部分下载损坏</translation>
    </message>
    <message>
        <source>The server has removed it. A retry downloads that part again.</source>
        <translation>服务器已将其删除。重试会重新下载这一部分。</translation>
    </message>
    <message>
        <source>This model needs a newer Ollama</source>
        <translation>这个模型需要更新版本的 Ollama</translation>
    </message>
    <message>
        <source>Update Ollama on the server, then retry.</source>
        <translation>请在服务器上更新 Ollama，然后重试。</translation>
    </message>
    <message>
        <source>This server cannot run such a model</source>
        <translation>这台服务器无法运行这类模型</translation>
    </message>
    <message>
        <source>The registry does not give {0} to this server</source>
        <translation>仓库不向这台服务器提供 {0}</translation>
    </message>
    <message>
        <source>It may be private. Sign in on the server&apos;s computer with “ollama signin”.</source>
        <translation>它可能是私有的。请在服务器所在的电脑上运行“ollama signin”登录。</translation>
    </message>
    <message>
        <source>That registry is not encrypted</source>
        <translation>该仓库没有加密</translation>
    </message>
    <message>
        <source>The server takes models only over https.</source>
        <translation>服务器只通过 https 获取模型。</translation>
    </message>
    <message>
        <source>Cloud models are switched off on this server</source>
        <translation>这台服务器关闭了云端模型</translation>
    </message>
    <message>
        <source>Choose a model that runs on the server itself.</source>
        <translation>请选择在服务器本机运行的模型。</translation>
    </message>
    <message>
        <source>The Ollama server cannot be reached</source>
        <translation>无法连接 Ollama 服务器</translation>
    </message>
    <message>
        <source>Nothing was downloaded. Retry when it runs.</source>
        <translation>没有下载任何内容。请在它运行后重试。</translation>
    </message>
    <message>
        <source>The connection to the server broke</source>
        <translation>与服务器的连接中断</translation>
    </message>
    <message>
        <source>What it has downloaded is kept. A retry goes on where it stopped.</source>
        <translation>已下载的内容会保留。重试会从中断处继续。</translation>
    </message>
    <message>
        <source>The pull failed</source>
        <translation>拉取失败</translation>
    </message>
    <message>
        <source>It ended with: {0}</source>
        <translation>结束原因：{0}</translation>
    </message>
    <message>
        <source>Ollama said: {0}</source>
        <translation>Ollama 的原话：{0}</translation>
    </message>
</context>
<context>
    <name>QuestionFooterWidget</name>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>修改消息</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>删除消息</translation>
    </message>
    <message>
        <source>Earlier version</source>
        <translation>上一个版本</translation>
    </message>
    <message>
        <source>Later version</source>
        <translation>下一个版本</translation>
    </message>
</context>
<context>
    <name>RefusalsDialog</name>
    <message>
        <source>Files that were not attached</source>
        <translation>未能添加的文件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Selecting</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>复制链接地址</translation>
    </message>
    <message>
        <source>Copy table as Markdown</source>
        <translation>将表格复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy table as CSV</source>
        <translation>将表格复制为 CSV</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Copy message as Markdown</source>
        <translation>将消息复制为 Markdown</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>ServerButton</name>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>Server: {0}, {1}</source>
        <translation>服务器：{0}，{1}</translation>
    </message>
    <message>
        <source>Built-in demo</source>
        <translation>内置演示</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Pull model</source>
        <translation>拉取模型</translation>
    </message>
    <message>
        <source>CHATS</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>MODELS</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No model matches the filter.</source>
        <translation>没有符合筛选条件的模型。</translation>
    </message>
    <message>
        <source>No models.</source>
        <translation>没有模型。</translation>
    </message>
</context>
<context>
    <name>SliderField</name>
    <message>
        <source>{0} slider</source>
        <translation>{0} 滑块</translation>
    </message>
</context>
<context>
    <name>SourceLine</name>
    <message>
        <source>Reset {0}</source>
        <translation>重置 {0}</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Ollama {0}</source>
        <translation>Ollama {0}</translation>
    </message>
    <message>
        <source>Built-in demo, speaks as Ollama {0}</source>
        <translation>内置演示，等同 Ollama {0}</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>No server</source>
        <translation>没有服务器</translation>
    </message>
    <message>
        <source>{0} loaded, {1} left</source>
        <translation>{0} 已加载，还剩 {1}</translation>
    </message>
    <message>
        <source>{0} loaded</source>
        <translation>{0} 已加载</translation>
    </message>
    <message>
        <source>{0} VRAM</source>
        <translation>{0} 显存</translation>
    </message>
</context>
<context>
    <name>StoreWords</name>
    <message>
        <source>Nothing could be read. The damaged file is kept as {0}</source>
        <translation>没有能读出的内容。损坏的文件保存为 {0}</translation>
    </message>
    <message>
        <source>{0} chats with {1} messages could be read and are here. The damaged file is kept as {2}</source>
        <translation>读出了 {0} 个对话、{1} 条消息，都在这里。损坏的文件保存为 {2}</translation>
    </message>
    <message>
        <source>The file with your chats was damaged</source>
        <translation>保存对话的文件曾经损坏</translation>
    </message>
    <message>
        <source>What is said now lasts until you quit. Start Paddock again when that is over.</source>
        <translation>现在的对话只保留到退出为止。问题解决后请重新启动 Paddock。</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Your chats are kept in memory and written as soon as there is room. Free some space before you quit.</source>
        <translation>对话保留在内存中，一有空间就会写入。退出前请腾出空间。</translation>
    </message>
    <message>
        <source>The folder of your chats cannot be written</source>
        <translation>无法写入保存对话的文件夹</translation>
    </message>
    <message>
        <source>What is said now lasts until you quit. Allow Paddock to write there.</source>
        <translation>现在的对话只保留到退出为止。请允许 Paddock 写入该文件夹。</translation>
    </message>
    <message>
        <source>Your chats were written by a newer Paddock</source>
        <translation>对话由更新版本的 Paddock 写成</translation>
    </message>
    <message>
        <source>They are opened for reading only, and what is said now is not kept. Update Paddock to go on with them.</source>
        <translation>现在只能查看，新的内容不会保存。请更新 Paddock 后继续使用。</translation>
    </message>
    <message>
        <source>The file with your chats is damaged</source>
        <translation>保存对话的文件已损坏</translation>
    </message>
    <message>
        <source>Start Paddock again: it sets the file aside and recovers what can be read.</source>
        <translation>请重新启动 Paddock：它会把文件另存，并恢复能读出的内容。</translation>
    </message>
    <message>
        <source>Another program holds the file with your chats</source>
        <translation>保存对话的文件被其他程序占用</translation>
    </message>
    <message>
        <source>Paddock tries again until it can write.</source>
        <translation>Paddock 会不断重试，直到能够写入。</translation>
    </message>
    <message>
        <source>Your chats could not be read or written</source>
        <translation>无法读取或写入对话</translation>
    </message>
    <message>
        <source>Paddock tries again. Details show what the system said.</source>
        <translation>Paddock 会重试。详情中有系统给出的信息。</translation>
    </message>
</context>
<context>
    <name>TableRows</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>TableView</name>
    <message>
        <source>Scroll the table sideways</source>
        <translation>左右滚动表格</translation>
    </message>
</context>
<context>
    <name>ThinkRow</name>
    <message>
        <source>Lets the model reason before it answers</source>
        <translation>让模型先思考再回答</translation>
    </message>
    <message>
        <source>this model cannot think</source>
        <translation>这个模型不支持思考</translation>
    </message>
</context>
<context>
    <name>Thinking</name>
    <message>
        <source>Thinking…</source>
        <translation>思考中…</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>思考内容</translation>
    </message>
    <message>
        <source>Thought for %n s</source>
        <translation>思考了 %n 秒</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考中</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Called {0}</source>
        <translation>调用了 {0}</translation>
    </message>
    <message>
        <source>no result yet</source>
        <translation>尚无结果</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>对话内容</translation>
    </message>
</context>
<context>
    <name>WaitDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Connecting to {0}</source>
        <translation>正在连接 {0}</translation>
    </message>
    <message>
        <source>Waiting for the Ollama server to answer.</source>
        <translation>正在等待 Ollama 服务器应答。</translation>
    </message>
    <message>
        <source>What would you like to ask?</source>
        <translation>想问点什么？</translation>
    </message>
    <message>
        <source>No Ollama server at {0}</source>
        <translation>{0} 没有 Ollama 服务器</translation>
    </message>
    <message>
        <source>Other address…</source>
        <translation>其他地址…</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>试用演示</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Check the address, and whether Ollama runs there and may be reached from other computers. Paddock goes on trying.</source>
        <translation>请检查地址，以及那里是否运行着 Ollama、是否允许其他电脑访问。Paddock 会继续尝试连接。</translation>
    </message>
    <message>
        <source>Ollama is installed on this computer but does not answer. Start it, or use another address. Paddock goes on trying.</source>
        <translation>本机已安装 Ollama，但没有应答。可以启动它，或使用其他地址。Paddock 会继续尝试连接。</translation>
    </message>
    <message>
        <source>Start Ollama</source>
        <translation>启动 Ollama</translation>
    </message>
    <message>
        <source>Paddock talks to Ollama, which runs the models. Install it, use the address of another computer, or look around with the built-in demo. Paddock goes on trying.</source>
        <translation>Paddock 通过 Ollama 运行模型。可以安装 Ollama、使用另一台电脑的地址，或者先用内置演示看看。Paddock 会继续尝试连接。</translation>
    </message>
    <message>
        <source>Get Ollama</source>
        <translation>获取 Ollama</translation>
    </message>
    <message>
        <source>Pull model…</source>
        <translation>拉取模型…</translation>
    </message>
    <message>
        <source>The server answers, but has no model installed. Pull one to begin; small ones are 1 to 3 GB.</source>
        <translation>服务器有应答，但还没有安装模型。先拉取一个吧；小模型约 1 到 3 GB。</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Choose a model above to begin.</source>
        <translation>请先在上方选择模型。</translation>
    </message>
    <message>
        <source>This is the built-in demo server: it behaves like Ollama, but there is no language model behind it. Try “Show me a table and some code”.</source>
        <translation>这是内置的演示服务器：它的行为与 Ollama 相同，但背后没有语言模型。可以试试“给我看一个表格和一段代码”。</translation>
    </message>
    <message>
        <source>{0} will answer.</source>
        <translation>{0} 会来回答。</translation>
    </message>
</context>
<context>
    <name>Wiring</name>
    <message>
        <source>No Ollama answers at {0}, so this is the built-in demo: real screens, invented answers.</source>
        <translation>{0} 没有 Ollama 应答，因此这里使用内置演示：界面是真的，回答是编的。</translation>
    </message>
    <message>
        <source>“{0}” is not an address, so the default is used.</source>
        <translation>“{0}”不是地址，因此使用默认地址。</translation>
    </message>
    <message>
        <source>{0} does not generate text, so it cannot chat.</source>
        <translation>{0} 不生成文本，因此不能对话。</translation>
    </message>
    <message>
        <source>{0} is installed.</source>
        <translation>{0} 已安装。</translation>
    </message>
    <message>
        <source>Pulling {0} · {1} %</source>
        <translation>正在拉取 {0} · {1} %</translation>
    </message>
    <message>
        <source>{0} could not be pulled.</source>
        <translation>未能拉取 {0}。</translation>
    </message>
    <message>
        <source>The settings could not be written, they hold until you quit: {0}</source>
        <translation>设置无法写入，仅在退出前有效：{0}</translation>
    </message>
    <message>
        <source>This is a bug in Paddock, not something you did. What you wrote is still there. The report is in the log.</source>
        <translation>这是 Paddock 的缺陷，不是你的操作造成的。你写的内容还在。报告已写入日志。</translation>
    </message>
    <message numerus="yes">
        <source>{0} cannot see: %n image(s) of this chat will not be sent.</source>
        <translation>
            <numerusform>{0} 看不了图片：这个对话中的 %n 张图片不会发送。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Question</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>_TextQuestion</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
</TS>
