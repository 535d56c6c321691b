// The page's own words. What the bot and the people say is not here.

const WORDS = {
  zh: {
    phones: '电话', chats: '聊天', controls: '演示控制', tour: '导览', back: '上一步', next: '下一步', done: '完成', other: 'English', connecting: '正在连接', connected: '已连接', offline: '已断开',
    away: s => `与演示服务器的连接断了，${s} 秒后重新连接。`, retry: '立即重连', unreachable: '没有送达：连不上演示服务器。', refused: n => `服务器没有接受（${n}）。`,
    message: '输入消息', send: '发送', start: '开始', empty: '还没有消息', attach: '附件', photo: '照片', document: '文件', location: '位置', sticker: '贴纸',
    voice: '语音', commands: '命令', actions: '消息操作', reply: '回复', edit: '编辑', copy: '复制文字', copied: '已复制', editing: '编辑消息', save: '保存',
    edited: '已编辑', pinned: '置顶消息', gone: '消息不在最近 200 条之内', spoiler: '点击显示', latest: '回到最新消息', unread: n => `${n} 条未读`,
    typing: n => `${n}正在输入…`, members: n => `${n} 名成员`, viewer: '以谁的身份查看', more: '更多', before: '左边还有电话', after: '右边还有电话',
    group: '新建群', groupTitle: '新群的名称', create: '创建', addBot: '把助手加入本群', dropBot: '把助手移出本群', cancel: '取消', ok: '好', close: '关闭',
    openOn: '在谁的手机上打开？', openLink: '相当于点开链接后按“开始”', thisPhone: '本机', where: '发送哪里的位置？', caption: '说明（可不填）',
    files: n => `发送 ${n} 个文件`, photos: n => `发送 ${n} 张照片`, tooMany: '一次最多发 10 个。', uploading: '正在上传…',
    joined: (a, b) => a === b ? `${b}加入了本群` : `${a}把${b}加入了本群`, left: (a, b) => a === b ? `${b}离开了本群` : `${a}把${b}移出了本群`,
    pinnedBy: (a, b) => `${a}置顶了“${b}”`, created: (a, b) => `${a}创建了群“${b}”`, upgraded: '本群已升级为超级群',
  },
  en: {
    phones: 'Phones', chats: 'Chats', controls: 'Demo controls', tour: 'Tour', back: 'Back', next: 'Next', done: 'Done', other: '中文', connecting: 'Connecting', connected: 'Connected', offline: 'Offline',
    away: s => `The demo server is away. Trying again in ${s} s.`, retry: 'Try now', unreachable: 'Not delivered: the demo server cannot be reached.', refused: n => `The server refused (${n}).`,
    message: 'Message', send: 'Send', start: 'Start', empty: 'No messages yet', attach: 'Attach', photo: 'Photo', document: 'File', location: 'Location', sticker: 'Sticker',
    voice: 'Voice message', commands: 'Commands', actions: 'Message actions', reply: 'Reply', edit: 'Edit', copy: 'Copy text', copied: 'Copied', editing: 'Edit message', save: 'Save',
    edited: 'edited', pinned: 'Pinned message', gone: 'That message is not among the last 200', spoiler: 'Show', latest: 'To the latest message', unread: n => `${n} unread`,
    typing: n => `${n} is typing…`, members: n => `${n} member${n === 1 ? '' : 's'}`, viewer: 'Seen as', more: 'More', before: 'More phones on the left', after: 'More phones on the right',
    group: 'New group', groupTitle: 'Name of the new group', create: 'Create', addBot: 'Add the bot to this group', dropBot: 'Remove the bot from this group', cancel: 'Cancel', ok: 'OK', close: 'Close',
    openOn: 'Open on whose phone?', openLink: 'As if following the link and pressing Start', thisPhone: 'this phone', where: 'Send which place?', caption: 'Caption (optional)',
    files: n => `Send ${n} file${n === 1 ? '' : 's'}`, photos: n => `Send ${n} photo${n === 1 ? '' : 's'}`, tooMany: 'Ten at a time at most.', uploading: 'Uploading…',
    joined: (a, b) => a === b ? `${b} joined the group` : `${a} added ${b}`, left: (a, b) => a === b ? `${b} left the group` : `${a} removed ${b}`,
    pinnedBy: (a, b) => `${a} pinned “${b}”`, created: (a, b) => `${a} created the group “${b}”`, upgraded: 'This group was upgraded to a supergroup',
  },
};

// Invented places where a person of the demo can stand.
export const PLACES = [
  { zh: '东河村村委会', en: 'Donghe village office', latitude: 30.2741, longitude: 110.1532 },
  { zh: '西岭村文化礼堂', en: 'Xiling village hall', latitude: 30.2913, longitude: 110.1187 },
  { zh: '南坪社区服务站', en: 'Nanping community centre', latitude: 30.2568, longitude: 110.1394 },
  { zh: '镇选举办公室', en: 'Town election office', latitude: 30.2685, longitude: 110.1421 },
];

const kept = remembered();
let language = kept.language;

export const speaking = () => language || 'zh';
export const said = words => words?.[speaking()] || words?.zh || words?.en || '';

export function t(key, ...values) {
  const word = WORDS[speaking()][key];
  return typeof word === 'function' ? word(...values) : word;
}

// suggest sets the language unless the reader has chosen one before.
export function suggest(wanted) {
  language ||= wanted === 'en' ? 'en' : 'zh';
}

export function switchLanguage() {
  language = speaking() === 'en' ? 'zh' : 'en';
  kept.language = language;
}

// remembered is what the browser keeps from visit to visit; some are told to keep nothing.
export function remembered() {
  try {
    return localStorage;
  } catch {
    return {};
  }
}
