using System.Text;
using System.Text.Json;
using ImageSearch.Engine.Files;

namespace ImageSearch.Engine.Local.Orphans;

/// <summary>
/// What became of orphans, and why: <c>ledger.jsonl</c>, one line for each event, for programs, and <c>README.txt</c>, one line for each
/// sweep, for people. Durable when a call returns.
/// </summary>
internal sealed class OrphanLedger(string folder, TimeProvider clock)
{
    public const string Moved = "moved";
    public const string Returned = "returned";
    public const string Deleted = "deleted";

    private const string Explanation =
        """
        Originals that no picture of the library's catalogue named when the service started.
        They were moved here from images/ and not changed.

        A picture with the same content that is added takes its file back, and so does a catalogue
        that names the file again. After 30 days the service deletes what is still unnamed: move a
        file elsewhere to keep it. Delete what you do not want.

        ledger.jsonl says of each file when and why it was moved, returned or deleted. The service
        never deletes a file that the ledger does not name.


        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private string LedgerFile => Path.Combine(folder, "ledger.jsonl");

    private string NoteFile => Path.Combine(folder, "README.txt");

    public void Record(string what, IReadOnlyCollection<(string Sha256, string Extension)> files, string why)
    {
        var now = clock.GetUtcNow();
        var lines = files.Select(file => JsonSerializer.Serialize(new Entry(now, what, file.Sha256, file.Extension, why), Json) + "\n");
        Append(LedgerFile, string.Concat(lines));
        if (what == Moved)
            Append(NoteFile, $"{(File.Exists(NoteFile) ? "" : Explanation)}{now:yyyy-MM-dd HH:mm:ss}Z  {files.Count} moved here: {why}\n");
        Durability.FlushDirectory(folder);
    }

    /// <summary>When each file was last moved here.</summary>
    public IReadOnlyDictionary<(string Sha256, string Extension), DateTimeOffset> MovedAt()
    {
        var moved = new Dictionary<(string, string), DateTimeOffset>();
        if (!File.Exists(LedgerFile))
            return moved;
        foreach (var line in File.ReadLines(LedgerFile))
        {
            if (Parse(line) is { What: Moved } entry)
                moved[(entry.Sha256, entry.Extension)] = entry.At;
        }

        return moved;
    }

    // A line that a crash cut short says nothing; its file is left alone.
    private static Entry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(line, Json) is { Sha256: not null, Extension: not null } entry ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Append(string path, string text)
    {
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            if (stream.ReadByte() != '\n')
                text = "\n" + text;
        }

        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    private sealed record Entry(DateTimeOffset At, string What, string Sha256, string Extension, string Why);
}
