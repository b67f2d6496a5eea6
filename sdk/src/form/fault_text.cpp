#include "form/field.hpp"
#include "text/canonical.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

FaultText describe_kind(FieldKind kind) {
    switch (kind) {
        case FieldKind::integer:
            return {"应为整数", "a whole number is expected"};
        case FieldKind::number:
            return {"应为数字", "a number is expected"};
        case FieldKind::boolean:
            return {"应为是或否", "yes or no is expected"};
        case FieldKind::choices:
            return {"应为若干选项", "a list of options is expected"};
        case FieldKind::list:
            return {"应为列表", "a list is expected"};
        case FieldKind::text:
        case FieldKind::date:
        case FieldKind::choice:
            break;
    }
    return {"应为文字", "text is expected"};
}

FaultText describe_range(const Field& field) {
    FaultText text{"数值应", "the number must be"};
    if (field.minimum) {
        text.zh_cn += "不小于" + number_text(*field.minimum);
        text.en += " at least " + number_text(*field.minimum);
    }
    if (field.minimum && field.maximum) {
        text.zh_cn += "且";
        text.en += " and";
    }
    if (field.maximum) {
        text.zh_cn += "不大于" + number_text(*field.maximum);
        text.en += " at most " + number_text(*field.maximum);
    }
    return text;
}

FaultText describe_length(const Field& field) {
    const std::string low = std::to_string(field.min_length.value_or(0));
    if (!field.max_length) return {"不得少于" + low + "个字", "at least " + low + " characters"};
    const std::string high = std::to_string(*field.max_length);
    if (!field.min_length) return {"不得超过" + high + "个字", "at most " + high + " characters"};
    return {"应为" + low + "至" + high + "个字", low + " to " + high + " characters"};
}

FaultText describe_check(IdentifierCheck check) {
    switch (check) {
        case IdentifierCheck::uscc:
            return {"不是有效的统一社会信用代码，请核对",
                    "not a valid unified social credit code; check each character"};
        case IdentifierCheck::resident_id:
            return {"不是有效的居民身份证号码，请核对",
                    "not a valid resident ID number; check each digit"};
        case IdentifierCheck::person_id:
            return {"不是有效的证件号码，请按证件填写",
                    "not the number of an identity document; copy it from the document"};
        case IdentifierCheck::mobile:
            return {"不是有效的手机号码", "not a valid mobile number"};
        case IdentifierCheck::phone:
            return {"不是有效的电话号码，固定电话请加区号，境外号码请加国家（地区）代码",
                    "not a telephone number; a landline has its area code, another country's "
                    "number begins with + and the country's code"};
        case IdentifierCheck::jy:
            return {"不是有效的食品经营许可证编号，请核对",
                    "not a valid food business licence number; check each digit"};
        case IdentifierCheck::plate:
            return {"不是有效的机动车号牌", "not a valid vehicle plate"};
        case IdentifierCheck::none:
            break;
    }
    return {};
}

FaultText describe_fault(const Field& field, Fault fault) {
    switch (fault) {
        case Fault::kind:
            return describe_kind(field.kind);
        case Fault::integer_size:
            return {"整数过大", "the whole number is too large"};
        case Fault::option:
            return {"不在可选项内", "not one of the options"};
        case Fault::date:
            return {"应为真实存在的日期，格式如 2024-03-11",
                    "a day that exists is expected, as 2024-03-11"};
        case Fault::date_range:
            return {"日期应在1900年至2200年之间", "a day of the years 1900 to 2200 is expected"};
        case Fault::characters:
            return {
                "含有换行、控制符或看不见的字符，请重新输入",
                "it holds line ends, controls or characters that nobody can see; type it again"};
        case Fault::pattern:
            return {"格式不符", "not of the expected form"};
        case Fault::range:
            return describe_range(field);
        case Fault::length:
            return describe_length(field);
        case Fault::check:
            return describe_check(field.check);
        case Fault::county:
            return {"应为受理申请的县（市、区）",
                    "it must be the county that the application is filed in"};
        case Fault::none:
            break;
    }
    return {};
}

}  // namespace

FaultText describe(const Field& field, Doubt doubt) {
    const FaultText why =
        doubt == Doubt::inner_check
            ? FaultText{"其中的组织机构代码校验位不符，请核对原件",
                        "the check digit of the organisation code inside does not fit; compare it "
                        "with the original"}
            : FaultText{"登记管理部门与申请人类型不符，请核对",
                        "its registering department is not that of such applicants; check both"};
    return {"“" + field.title_zh_cn + "”存疑：" + why.zh_cn + "。",
            "“" + field.title_en + "” is worth a look: " + why.en + "."};
}

FaultText describe(const Field& field, Fault fault) {
    const FaultText why = describe_fault(field, fault);
    return {"“" + field.title_zh_cn + "”填写有误：" + why.zh_cn + "。",
            "“" + field.title_en + "” is not right: " + why.en + "."};
}

}  // namespace v0_9
}  // namespace oneseal::sdk
