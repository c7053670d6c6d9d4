using ImageSearch.Engine.Files;
using ImageSearch.Engine.Local.Files;

namespace ImageSearch.Engine.Local.Orphans;

/// <summary>
/// Originals that no picture names, set aside under their own names: <c>orphans/ab/cdef….jpg</c>. The callers hold the library's gate,
/// or are alone because the library is being opened.
/// </summary>
internal sealed class OrphanStore(DataDirectory directory, OriginalStore store, TimeProvider clock)
{
    private readonly OrphanLedger _ledger = new(directory.Orphans, clock);

    public string Folder => directory.Orphans;

    public bool Has(string sha256, string extension) => File.Exists(PathOf(sha256, extension));

    public IReadOnlyList<(string Sha256, string Extension)> List() => ContentAddress.Enumerate(Folder).ToList();

    /// <summary>Those that were moved here at <paramref name="instant"/> or earlier. A file that the ledger does not know is never among them.</summary>
    public IReadOnlyList<(string Sha256, string Extension)> MovedUntil(DateTimeOffset instant)
    {
        var there = List();
        if (there.Count == 0)
            return there;
        var moved = _ledger.MovedAt();
        return there.Where(file => moved.TryGetValue(file, out var at) && at <= instant).ToList();
    }

    /// <summary>Moves originals here. The ledger names a file before it is moved.</summary>
    /// <exception cref="IOException">A file cannot be moved; it is where it was.</exception>
    public void Take(IReadOnlyCollection<(string Sha256, string Extension)> originals, string why)
    {
        Directory.CreateDirectory(Folder);
        _ledger.Record(OrphanLedger.Moved, originals, why);
        foreach (var (sha256, extension) in originals)
            Move(store.PathOf(sha256, extension), PathOf(sha256, extension));
        Durability.FlushFileSystem(Folder);
    }

    /// <summary>Moves files back among the originals. Where the original is there already, the copy here goes.</summary>
    /// <exception cref="IOException">A file cannot be moved; it is where it was.</exception>
    public void GiveBack(IReadOnlyCollection<(string Sha256, string Extension)> files, string why)
    {
        foreach (var (sha256, extension) in files)
        {
            if (File.Exists(store.PathOf(sha256, extension)))
                File.Delete(PathOf(sha256, extension));
            else
                Move(PathOf(sha256, extension), store.PathOf(sha256, extension));
        }

        Durability.FlushFileSystem(Folder);
        _ledger.Record(OrphanLedger.Returned, files, why);
    }

    public void Delete(IReadOnlyCollection<(string Sha256, string Extension)> files, string why)
    {
        _ledger.Record(OrphanLedger.Deleted, files, why);
        foreach (var (sha256, extension) in files)
            File.Delete(PathOf(sha256, extension));
    }

    private string PathOf(string sha256, string extension) => ContentAddress.In(Folder, sha256, extension);

    private static void Move(string source, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        Durability.Rename(source, target);
    }
}
