// What the invented applicants of the demonstration apply for: the answers, one object a page of the
// form, under the titles that the form shows.
const wang = {
  申请人名称: '乐山市市中区示例小吃店',
  申请人类型: '个体工商户',
  统一社会信用代码: '92511102MA0BBB031Y',
  '法定代表人（负责人、经营者）姓名': '王某示',
  '法定代表人（负责人、经营者）证件类型': '居民身份证',
  公民身份号码: '511102199007219970',
};
const zhang = {
  申请人名称: '乐山市嘉州示例商贸有限公司',
  申请人类型: '公司',
  统一社会信用代码: '91511102MA0AAA016X',
  '法定代表人（负责人、经营者）姓名': '张某示',
  '法定代表人（负责人、经营者）证件类型': '居民身份证',
  公民身份号码: '51110219850312997X',
};
const contact = (mobile, address) => ({
  联系手机: mobile,
  '住所（地址）': address,
  是否委托代理人办理: false,
});

const lane = '四川省乐山市市中区海棠街道示例巷3号';
export const snackBar = {
  matter: 'food_business',
  variant: 'new',
  title: '食品经营许可',
  person: '王某示',
  name: wang.申请人名称,
  place: lane,
  pages: [
    wang,
    contact('15900000003', lane),
    { 主体业态: '餐饮服务经营者', 经营项目: ['热食类食品制售'] },
    { 经营场所: lane, '经营场所面积（㎡）': '80', '食品处理区面积（㎡）': '30' },
    { 食品安全管理人员姓名: '王某示', 是否从事网络经营: false },
  ],
};

const road = '四川省乐山市市中区全福街道示例路5号';
export const fireworks = {
  matter: 'fireworks_retail',
  variant: 'new',
  title: '烟花爆竹经营（零售）许可',
  person: '张某示',
  name: zhang.申请人名称,
  place: road,
  pages: [
    zhang,
    contact('13800000001', road),
    {
      '零售店（点）名称': '嘉州示例烟花店',
      '零售店（点）地址': road,
      零售点类型: '乡村长期零售点',
      销售方式: '专店',
      '零售场所面积（㎡）': '15',
    },
    {
      申请经营的产品级别: ['C级', 'D级'],
      '申请限制存放量（箱）': '100',
      申请经营期限起: '2026-04-10',
      申请经营期限止: '2028-02-09',
    },
    {
      经营负责人: '张某示',
      主要负责人培训合格日期: '2026-01-08',
      主要负责人培训合格证编号: '示例安培2026001',
      安全管理专人: '张某示',
      销售人员: [{ 姓名: '李某示', 是否经过安全知识教育: true }],
      '灭火器数量（具）': '4',
    },
  ],
};
