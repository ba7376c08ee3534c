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
        <source>Copy the last answer</source>
        <translation>复制上一个回答</translation>
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
        <source>{0} has answered</source>
        <translation>{0} 已回答</translation>
    </message>
    <message>
        <source>The answer of {0} ended early</source>
        <translation>{0} 的回答提前结束</translation>
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
        <source>A new chat was started. Chats are not kept yet.</source>
        <translation>已开始新对话。目前还不保存对话。</translation>
    </message>
    <message>
        <source>Ollama could not be started. Start it yourself; Paddock goes on trying.</source>
        <translation>未能启动 Ollama。请自行启动；Paddock 会继续尝试连接。</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
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
        <source>Enter sends, Shift+Enter starts a new line</source>
        <translation>Enter 发送，Shift+Enter 换行</translation>
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
    <name>FooterWidget</name>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>重新生成</translation>
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
</context>
<context>
    <name>Formula</name>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
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
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Pull model</source>
        <translation>拉取模型</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话列表</translation>
    </message>
    <message>
        <source>Chats are not kept yet: this one lasts until you quit.</source>
        <translation>目前还不保存对话：它会保留到退出为止。</translation>
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
