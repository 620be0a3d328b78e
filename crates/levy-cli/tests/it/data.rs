//! Invented people, courts' cases and units. Region 990000 does not exist.

pub const UNITS: &str = r#"
[[unit]]
code = "abc-g"
name = "农业银行(G州)"
name_en = "Agricultural Bank, G"
kind = "bank"
honours_ids = true
honours_fences = true
key_id = ""
abilities = [
  { measure = "query", route = "api", per_minute = 120, intake_window_minutes = 60 },
  { measure = "freeze", class = "deposit", route = "api", per_minute = 120, intake_window_minutes = 60 },
]

[[unit]]
code = "land-g"
name = "G州不动产登记中心"
name_en = "Land registry, G"
kind = "land-registry"
key_id = ""
abilities = [
  { measure = "query", route = "counter" },
]
"#;

pub const HEADINGS: &str =
    "案号,法院,立案日期,申请执行人,申请执行人证件号,被执行人,被执行人证件号,本金,利息,费用";

/// Two cases, the first with two debtors.
pub const CASES: &str = "\
案号,法院,立案日期,申请执行人,申请执行人证件号,被执行人,被执行人证件号,本金,利息,费用
（2022）川33执12号,川33,2022-03-01,虚构贸易有限公司,91990000MA0000001B,张某甲,990000198001010012,100000,2500.50,300
(2022)川33执12号,,,,,李某乙,990000198502020024,,,
〔2022〕川3322执保7号,,2022/4/5,王某丙,990000199003030038,虚构运输有限公司,91990000MA0000002E,5000.00,,
";

pub const ENGLISH: &str = "\
case_number,filed_on,creditor_name,creditor_id,debtor_name,debtor_id,principal,interest,costs
(2022)川33执12号,2022-03-01,虚构贸易有限公司,91990000MA0000001B,张某甲,990000198001010012,100000,2500.50,300
";

pub const HOLDS: &str = "\
案号,协助单位,财产类别,账号,被执行人证件号,措施,限额,实际控制金额,起始日期,裁定到期日,单位反馈到期日,原文书号
（2022）川33执12号,abc-g,银行存款,6200000000000001,990000198001010012,冻结,50000,42000.10,2022-03-05,2023-03-04,2023-03-05,（2022）川33执12号之一
";

/// A row of [`HEADINGS`] with some cells replaced.
pub fn row(changes: &[(&str, &str)]) -> String {
    let headings: Vec<&str> = HEADINGS.split(',').collect();
    let mut cells: Vec<&str> = "（2022）川33执99号,川33,2022-03-01,虚构贸易有限公司,91990000MA0000001B,张某甲,990000198001010012,100000,1,2"
        .split(',')
        .collect();
    for (heading, text) in changes {
        let place = headings
            .iter()
            .position(|known| known == heading)
            .expect("a heading");
        cells[place] = text;
    }
    format!("{HEADINGS}\n{}\n", cells.join(","))
}
