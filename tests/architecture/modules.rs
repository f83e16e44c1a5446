//! Reads the modules of a crate, from `lib.rs` downward.

use std::collections::BTreeMap;
use std::path::Path;

use quote::ToTokens as _;
use syn::{Attribute, Item, ItemMacro, Meta};

use crate::references::{self, Import, Reference};

/// The path of a module: `["client", "builder"]`. The crate root is empty.
pub(crate) type ModulePath = Vec<String>;

/// A module, without its test code.
#[derive(Default)]
pub(crate) struct Module {
    /// The file that the module is in, relative to `src`. An inline module shares the file of its
    /// parent.
    pub(crate) file: String,
    /// The names of the items that the module defines, macros included.
    pub(crate) definitions: Vec<String>,
    /// The names of the module's `macro_rules!` macros.
    pub(crate) macros: Vec<String>,
    /// The names of the macros that `#[macro_export]` places at the crate root.
    pub(crate) exported_macros: Vec<String>,
    /// The `use` declarations, those in functions included.
    pub(crate) imports: Vec<Import>,
    /// The other paths and names in the code.
    pub(crate) references: Vec<Reference>,
}

/// The modules of a crate.
#[derive(Default)]
pub(crate) struct Modules(pub(crate) BTreeMap<ModulePath, Module>);

impl Modules {
    /// Reads the crate whose sources are in this folder.
    pub(crate) fn read(src: &Path) -> Self {
        Self::parse(|file| std::fs::read_to_string(src.join(file)).ok())
    }

    /// Parses a crate. `read` returns the text of a file, or `None` if there is no such file.
    pub(crate) fn parse(read: impl Fn(&str) -> Option<String>) -> Self {
        let mut parser = Parser { read: &read, modules: BTreeMap::new() };
        parser.file(Vec::new(), "lib.rs", "");
        Self(parser.modules)
    }
}

struct Parser<'a> {
    read: &'a dyn Fn(&str) -> Option<String>,
    modules: BTreeMap<ModulePath, Module>,
}

impl Parser<'_> {
    /// Parses a file. The files of its child modules are in `folder`, which is empty or ends in
    /// `/`.
    fn file(&mut self, path: ModulePath, file: &str, folder: &str) {
        let text = (self.read)(file).unwrap_or_else(|| panic!("{file} cannot be read"));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.module(path, file, folder, parsed.items);
    }

    fn module(&mut self, path: ModulePath, file: &str, folder: &str, items: Vec<Item>) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items {
            let tokens = item.to_token_stream();
            if references::is_test_code(&tokens) {
                continue;
            }
            if let Item::Mod(child) = item {
                let name = references::text(&child.ident);
                let child_path = [&path[..], std::slice::from_ref(&name)].concat();
                let child_folder = format!("{folder}{name}/");
                if let Some((_, items)) = child.content {
                    self.module(child_path, file, &child_folder, items);
                } else {
                    let child_file = self.child_file(folder, &name, &child.attrs);
                    self.file(child_path, &child_file, &child_folder);
                }
                continue;
            }
            module.definitions.extend(defined_by(&item));
            if let Item::Macro(ItemMacro { ident: Some(name), attrs, .. }) = &item {
                module.macros.push(name.to_string());
                if attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
                    module.exported_macros.push(name.to_string());
                }
            }
            references::collect(tokens, &mut module);
        }
        assert!(self.modules.insert(path, module).is_none(), "{file}: a module is declared twice");
    }

    fn child_file(&self, folder: &str, name: &str, attributes: &[Attribute]) -> String {
        let set = attributes.iter().find_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) if meta.path.is_ident("path") => {
                let value: syn::LitStr = syn::parse2(meta.value.to_token_stream()).unwrap();
                Some(format!("{folder}{}", value.value()))
            }
            _ => None,
        });
        let usual = [format!("{folder}{name}.rs"), format!("{folder}{name}/mod.rs")];
        set.into_iter()
            .chain(usual)
            .find(|file| (self.read)(file).is_some())
            .unwrap_or_else(|| panic!("{folder}{name}.rs cannot be read"))
    }
}

/// The names that an item defines.
fn defined_by(item: &Item) -> Vec<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => match &item.ident {
            Some(name) => name,
            // The argument of the macro may contain items.
            None => return references::named_items(item.mac.tokens.clone()),
        },
        _ => return Vec::new(),
    };
    vec![references::text(name)]
}
