namespace ImageSearch.Engine.Local.Indexes;

/// <summary>
/// The rows of an index that cannot be removed, or not now: which are dead, and under which row a picture lies that was put there more
/// than once. The first row of a picture is its id; the next ones count up in the bits above, so that a saved index tells them apart by
/// itself. Where rows can be removed, some are dead only while the index is being saved. Not safe for several threads.
/// </summary>
internal sealed class BuriedRows
{
    private const int IdBits = 40;
    private const long Step = 1L << IdBits;

    private readonly Dictionary<long, long> _later = [];
    private readonly HashSet<long> _dead = [];

    public int Count => _dead.Count;

    public long[] Dead => _dead.ToArray();

    /// <summary>Reads from an index's rows which of them were replaced by later ones.</summary>
    public static BuriedRows Of(long[] rows)
    {
        var buried = new BuriedRows();
        foreach (var row in rows.Where(row => row >= Step))
        {
            var id = IdOf(row);
            buried._later[id] = Math.Max(row, buried._later.GetValueOrDefault(id));
        }

        foreach (var (id, last) in buried._later)
        {
            for (var row = id; row < last; row += Step)
                buried._dead.Add(row);
        }

        return buried;
    }

    public static long IdOf(long row) => row & (Step - 1);

    /// <summary>The latest row of a picture, whether there is one or not.</summary>
    public long RowOf(long id) => _later.GetValueOrDefault(id, id);

    public bool IsDead(long row) => _dead.Contains(row);

    /// <summary>From here on the picture's row counts as removed.</summary>
    public void Bury(long id) => _dead.Add(RowOf(id));

    /// <summary>These rows are no longer there, or live again.</summary>
    public void Forget(IEnumerable<long> rows) => _dead.ExceptWith(rows);

    /// <summary>A new row for a picture, in place of the one that it has or had.</summary>
    public long Replace(long id)
    {
        Bury(id);
        return _later[id] = RowOf(id) + Step;
    }
}
