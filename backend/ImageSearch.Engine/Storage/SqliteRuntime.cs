using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ImageSearch.Engine.Storage;

/// <summary>
/// Leads SQLitePCLRaw's <c>e_sqlite3</c> imports to the system's own, maintained SQLite (docs/adr/0007-sqlite-from-debian.md).
/// </summary>
internal static class SqliteRuntime
{
    private const string SystemLibrary = "libsqlite3.so.0";

    private static readonly Lazy<bool> Initialised = new(Initialise);

    /// <exception cref="SetupException">The system has no SQLite.</exception>
    public static void EnsureInitialised() => _ = Initialised.Value;

    private static bool Initialise()
    {
        if (!NativeLibrary.TryLoad(SystemLibrary, out _))
            throw new SetupException($"SQLite's library {SystemLibrary} is missing. Install it: apt-get install -y libsqlite3-0");
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" ? NativeLibrary.Load(SystemLibrary) : IntPtr.Zero;
}
