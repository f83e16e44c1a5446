//! The inputs of the operations, from the service model.

use std::sync::LazyLock;

use serde_json::{Map, Value};

static MODEL: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../fixtures/service-model.json")).expect("JSON")
});

/// Returns the names of all operations.
pub fn operations() -> Vec<&'static str> {
    MODEL["operations"].as_object().expect("operations").keys().map(String::as_str).collect()
}

/// Returns the shape of the input of an operation.
pub fn input(operation: &str) -> Shape {
    Shape::named(&MODEL["operations"][operation]["input"])
}

/// A shape of the service model.
#[derive(Clone, Copy)]
pub struct Shape {
    pub name: &'static str,
    row: &'static Value,
}

/// A member of a structure.
pub struct Member {
    pub name: &'static str,
    pub shape: Shape,
    pub is_required: bool,
    /// `true` if clients generate a value when the user sets none.
    pub is_idempotency_token: bool,
    pub is_header: bool,
}

impl Shape {
    fn named(reference: &'static Value) -> Self {
        let name = reference["shape"].as_str().expect("a name");
        Self { name, row: &MODEL["shapes"][name] }
    }

    /// Returns the type of the shape, such as `string` or `structure`.
    pub fn kind(self) -> &'static str {
        self.row["type"].as_str().expect("a type")
    }

    pub fn min(self) -> Option<i64> {
        self.row["min"].as_i64()
    }

    pub fn max(self) -> Option<i64> {
        self.row["max"].as_i64()
    }

    /// Returns the values of an enum.
    pub fn values(self) -> Option<&'static Vec<Value>> {
        self.row["enum"].as_array()
    }

    /// Returns the shape of the items of a list.
    pub fn item(self) -> Shape {
        Self::named(&self.row["member"])
    }

    pub fn members(self) -> Vec<Member> {
        static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
        let required = self.row["required"].as_array();
        let members = self.row["members"].as_object().unwrap_or(&NONE).iter();
        let member = |(name, row): (&'static String, &'static Value)| Member {
            name,
            shape: Self::named(row),
            is_required: required.is_some_and(|names| names.contains(&Value::from(name.as_str()))),
            is_idempotency_token: row["idempotencyToken"] == true,
            is_header: row["location"] == "header",
        };
        members.map(member).collect()
    }
}
