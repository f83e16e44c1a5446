//! Follows the imports of a crate.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::Graph;
use crate::modules::{Module, ModulePath, Modules};
use crate::names::{Names, Target, Targets};

/// The place of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Declaration,
    Code,
}

/// The imports of a crate.
pub(crate) struct Imports {
    modules: Modules,
    /// From the importing to the defining module: the paths as written, `use` declarations first.
    edges: BTreeMap<(ModulePath, ModulePath), BTreeSet<(Place, String)>>,
    /// Paths that name a re-export of the crate root.
    through_root: BTreeSet<String>,
}

impl Imports {
    pub(crate) fn of(modules: Modules) -> Self {
        let mut imports = Self {
            modules: Modules::default(),
            edges: BTreeMap::new(),
            through_root: BTreeSet::new(),
        };
        for (from, module) in &modules.0 {
            let names = Names(&modules.0);
            imports.follow_declarations(&names, from, module);
            imports.follow_code(&names, from, module);
        }
        Self { modules, ..imports }
    }

    /// Returns the graph of top-level modules.
    pub(crate) fn top_level(&self) -> Graph {
        let mut graph = Graph::default();
        for (from, to, reason) in self.edges() {
            if from[0] != to[0] {
                graph.add(&from[0], &to[0], reason);
            }
        }
        graph
    }

    /// Returns the graph of files. Imports between a module and its own ancestors or descendants do
    /// not count.
    pub(crate) fn files(&self) -> Graph {
        let mut graph = Graph::default();
        for (from, to, reason) in self.edges() {
            let (from_file, to_file) = (&self.modules.0[from].file, &self.modules.0[to].file);
            if from_file != to_file && !from.starts_with(to) && !to.starts_with(from) {
                graph.add(from_file, to_file, reason);
            }
        }
        graph
    }

    /// Returns the paths that name a re-export of `lib.rs` instead of the module that defines the
    /// item.
    pub(crate) fn through_root(&self) -> Vec<String> {
        self.through_root.iter().cloned().collect()
    }

    /// Returns the edges between modules other than the crate root, one for each imported path.
    fn edges(&self) -> impl Iterator<Item = (&ModulePath, &ModulePath, String)> {
        let edges = self.edges.iter().filter(|((from, to), _)| !from.is_empty() && !to.is_empty());
        edges.flat_map(|((from, to), paths)| {
            let file = &self.modules.0[from].file;
            paths.iter().map(move |(_, path)| (from, to, format!("{file} uses `{path}`")))
        })
    }

    fn follow_declarations(&mut self, names: &Names<'_>, from: &ModulePath, module: &Module) {
        for import in &module.imports {
            let targets = names.resolve(from, &import.path);
            self.check_root(names, from, &import.path, &targets);
            let written = import.path.join("::");
            if import.name.is_some() {
                self.add(from, &targets, Place::Declaration, &written);
                continue;
            }
            self.add(from, &targets, Place::Declaration, &format!("{written}::*"));
            // A name that the glob brings in counts if the module mentions it.
            for name in module.references.iter().map(|reference| &reference.path[0]) {
                if defines_or_imports(module, name) {
                    continue;
                }
                for target in &targets {
                    if let Target::Module(glob) = target {
                        let found = names.by_glob(from, glob, name);
                        self.add(from, &found, Place::Declaration, &format!("{written}::{name}"));
                    }
                }
            }
        }
    }

    fn follow_code(&mut self, names: &Names<'_>, from: &ModulePath, module: &Module) {
        for reference in &module.references {
            let path = &reference.path;
            let targets = match &path[..] {
                [name] if reference.is_macro => names.textual_macro(from, name),
                // The module defines or imports it.
                [_] => continue,
                _ => names.resolve(from, path),
            };
            self.check_root(names, from, path, &targets);
            self.add(from, &targets, Place::Code, &path.join("::"));
        }
    }

    fn add(&mut self, from: &ModulePath, targets: &Targets, place: Place, written: &str) {
        for target in targets {
            let edge = (from.clone(), target.module().clone());
            self.edges.entry(edge).or_default().insert((place, written.to_owned()));
        }
    }

    /// Records a path in which the first name after the crate root is a re-export.
    fn check_root(&mut self, names: &Names<'_>, from: &ModulePath, path: &[String], to: &Targets) {
        let Some((module, rest)) = Names::start(from, path) else { return };
        let file = &names.0[from].file;
        if !module.is_empty() || file == &names.0[&Vec::new()].file {
            return;
        }
        let path = path.join("::");
        let Some(name) = rest.first() else {
            self.through_root.insert(format!("{file} imports all of `{path}`"));
            return;
        };
        let is_module = names.0.contains_key(&vec![name.clone()]);
        if is_module || names.0[&Vec::new()].definitions.contains(name) {
            return;
        }
        let definers: Vec<_> = to.iter().map(|target| target.module().join("::")).collect();
        let definers = definers.join(" or ");
        self.through_root.insert(format!("{file} uses `{path}`: import from `crate::{definers}`"));
    }
}

/// Returns `true` if a module defines a name or imports it by name. Such a name takes precedence
/// over names from globs.
fn defines_or_imports(module: &Module, name: &String) -> bool {
    let mut imported = module.imports.iter().filter_map(|import| import.name.as_ref());
    module.definitions.contains(name) || imported.any(|imported| imported == name)
}
