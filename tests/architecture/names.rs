//! Resolves paths to the modules that define the items.

use std::collections::{BTreeMap, BTreeSet};

use crate::modules::{Module, ModulePath};

/// A module or an item inside the crate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Module(ModulePath),
    /// An item that this module defines.
    Item(ModulePath),
}

impl Target {
    pub(crate) fn module(&self) -> &ModulePath {
        let (Self::Module(module) | Self::Item(module)) = self;
        module
    }
}

/// The targets of a path. More than one if a module and a function share a name.
pub(crate) type Targets = BTreeSet<Target>;

/// The names of each module.
pub(crate) struct Names<'a>(pub(crate) &'a BTreeMap<ModulePath, Module>);

/// The lookups in progress. A lookup that leads back to itself ends without a result.
type Begun = BTreeSet<(ModulePath, String)>;

impl Names<'_> {
    /// Resolves a path in this module. Returns no target if the path leads out of the crate.
    pub(crate) fn resolve(&self, from: &ModulePath, path: &[String]) -> Targets {
        self.resolve_within(from, path, &mut Begun::new())
    }

    /// Resolves a name that a glob import of `module` brings into `from`.
    pub(crate) fn by_glob(&self, from: &ModulePath, module: &ModulePath, name: &str) -> Targets {
        self.look_up(from, module, name, &mut Begun::new()).unwrap_or_default()
    }

    /// Resolves a macro that is called by its name alone and is not imported: `#[macro_use]` puts
    /// it in scope.
    pub(crate) fn textual_macro(&self, from: &ModulePath, name: &str) -> Targets {
        if self.look_up(from, from, name, &mut Begun::new()).is_some() {
            return Targets::new();
        }
        let defining = self.0.iter().filter(|(_, module)| contains(&module.macros, name));
        defining.map(|(path, _)| Target::Item(path.clone())).collect()
    }

    /// Returns the module that `crate`, `self` and `super` lead to, and the rest of the path.
    pub(crate) fn start<'p>(
        from: &ModulePath,
        path: &'p [String],
    ) -> Option<(ModulePath, &'p [String])> {
        match path[0].as_str() {
            "crate" => Some((Vec::new(), &path[1..])),
            "self" => Some((from.clone(), &path[1..])),
            "super" => {
                let count = path.iter().take_while(|name| *name == "super").count();
                let length = from.len().checked_sub(count)?;
                Some((from[..length].to_vec(), &path[count..]))
            }
            _ => None,
        }
    }

    fn resolve_within(&self, from: &ModulePath, path: &[String], begun: &mut Begun) -> Targets {
        let (mut found, rest) = match Self::start(from, path) {
            Some((module, rest)) => (Targets::from([Target::Module(module)]), rest),
            None => match self.look_up(from, from, &path[0], begun) {
                Some(found) => (found, &path[1..]),
                None => return Targets::new(),
            },
        };
        for name in rest {
            found = found
                .into_iter()
                .flat_map(|target| match target {
                    Target::Module(module) => {
                        let found = self.look_up(from, &module, name, &mut begun.clone());
                        // A re-export from another crate, or an item that a macro defines.
                        found
                            .filter(|found| !found.is_empty())
                            .unwrap_or_else(|| Targets::from([Target::Item(module)]))
                    }
                    // The rest of the path names a variant or an associated item.
                    item @ Target::Item(_) => Targets::from([item]),
                })
                .collect();
        }
        found
    }

    /// Resolves a name of `module` as seen from `from`. Returns `None` if the module has no such
    /// name, and no target if the name is from another crate.
    fn look_up(
        &self,
        from: &ModulePath,
        module: &ModulePath,
        name: &str,
        begun: &mut Begun,
    ) -> Option<Targets> {
        if !begun.insert((module.clone(), name.to_owned())) {
            return None;
        }
        let this = self.0.get(module)?;
        let mut found: Option<Targets> = None;
        let mut add = |targets| found.get_or_insert_default().extend::<Targets>(targets);
        if contains(&this.definitions, name) {
            add(Targets::from([Target::Item(module.clone())]));
        }
        let child = [&module[..], &[name.to_owned()]].concat();
        if self.0.contains_key(&child) {
            add(Targets::from([Target::Module(child)]));
        }
        if module.is_empty() {
            for (path, other) in self.0 {
                if contains(&other.exported_macros, name) {
                    add(Targets::from([Target::Item(path.clone())]));
                }
            }
        }
        // Only a module and its descendants see its private imports.
        let sees_private = from.starts_with(module);
        let imports = || this.imports.iter().filter(|import| import.is_public || sees_private);
        for import in imports().filter(|import| import.name.as_deref() == Some(name)) {
            add(self.resolve_within(module, &import.path, begun));
        }
        if found.is_none() {
            for import in imports().filter(|import| import.name.is_none()) {
                for target in self.resolve_within(module, &import.path, begun) {
                    let Target::Module(glob) = target else { continue };
                    if let Some(targets) = self.look_up(module, &glob, name, begun) {
                        found.get_or_insert_default().extend(targets);
                    }
                }
            }
        }
        found
    }
}

fn contains(names: &[String], name: &str) -> bool {
    names.iter().any(|other| other == name)
}
