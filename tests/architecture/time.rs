//! One module of the client reads the time. Another clock would panic in a browser, and a test could not
//! hold it.

use crate::modules::{Module, Modules};
use crate::workspace::root;

fn reads_the_time(module: &Module) -> bool {
    let imported = module.imports.iter().map(|import| &import.path);
    let named = module.references.iter().map(|reference| &reference.path);
    imported.chain(named).any(|path| {
        let is_wall_clock = |names: &[String]| names == ["SystemTime", "now"];
        path.iter().any(|name| name == "Instant") || path.windows(2).any(is_wall_clock)
    })
}

#[test]
fn only_the_clock_reads_the_time() {
    let modules = Modules::read(&root().join("runtime/src"));
    let readers = modules.0.values().filter(|module| reads_the_time(module));
    let files: Vec<_> = readers.map(|module| &module.file).collect();
    assert_eq!(files, ["clock/browser.rs", "clock/system.rs"]);
}
