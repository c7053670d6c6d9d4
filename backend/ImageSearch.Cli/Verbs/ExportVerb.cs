using System.CommandLine;
using System.Text;
using System.Text.Json;
using ImageSearch.Cli.Contracts;
using ImageSearch.Cli.Libraries;

namespace ImageSearch.Cli.Verbs;

/// <summary>Writes the catalogue, or the part that passes a filter, as CSV or JSON.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Option<string> _format = new("--format")
    {
        Description = "CSV, or JSON: an array of pictures. --json asks for JSON too.", HelpName = "csv|json", DefaultValueFactory = _ => "csv",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write into this file. Default: standard output.",
        HelpName = "FILE",
    };
    private readonly FilterOptions _filter;
    private readonly SortOptions _sort;

    public ExportVerb(Session session)
        : base(session, "export", "Write the catalogue as CSV or JSON.")
    {
        _format.TakeOneOf("csv", "json");
        Add(_format);
        Add(_output);
        _filter = new FilterOptions(this);
        _sort = new SortOptions(this);
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var filter = _filter.Read(parsed);
        var (sort, descending) = _sort.Read(parsed);
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        var pictures = library.PicturesAsync(filter, sort, descending, cancellationToken);
        var json = Session.Json(parsed) || parsed.GetValue(_format) == "json";
        if (parsed.GetValue(_output) is not { } path)
        {
            await WriteAsync(pictures, json, Session.Terminal.Output, cancellationToken);
            return ExitCode.Done;
        }

        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await WriteAsync(pictures, json, file, cancellationToken);
        return ExitCode.Done;
    }

    private static Task WriteAsync(IAsyncEnumerable<ImageContract> pictures, bool json, TextWriter output, CancellationToken cancellationToken) =>
        json ? WriteJsonAsync(pictures, output, cancellationToken) : PictureCsv.WriteAsync(pictures, output, cancellationToken);

    // Copied in pieces, so that the use of memory does not depend on the size of the library.
    private static async Task WriteJsonAsync(IAsyncEnumerable<ImageContract> pictures, TextWriter output, CancellationToken cancellationToken)
    {
        var separator = "[\n";
        await foreach (var picture in pictures.WithCancellation(cancellationToken))
        {
            await output.WriteAsync(separator + JsonSerializer.Serialize(picture, Json.Options));
            separator = ",\n";
        }

        await output.WriteLineAsync(separator == "[\n" ? "[]" : "\n]");
    }
}
