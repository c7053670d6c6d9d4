using System.CommandLine;
using System.Globalization;
using ImageSearch.Cli.Screen;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Verbs;

/// <summary>Embeds files in the library's embedding space, without adding them.</summary>
internal sealed class EmbedVerb : Verb
{
    private const int Shown = 4;

    private readonly Argument<string[]> _files = new("FILE") { Description = "Pictures.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<CropRegion?> _crop = ScopeOptions.CropOption();

    public EmbedVerb(Session session)
        : base(session, "embed", "Compute the embeddings of files; --json writes them out.")
    {
        Add(_files);
        Add(_crop);
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        await Session.WaitUntilSearchableAsync(library, cancellationToken);
        var files = parsed.GetValue(_files)!;
        var embeddings = await Session.Terminal.ShowBarAsync("embedding", async advance =>
        {
            var done = new List<EmbeddingItemContract>();
            foreach (var file in files)
            {
                done.Add(await library.EmbedAsync(file, parsed.GetValue(_crop), cancellationToken));
                advance(done.Count, files.Length);
            }

            return done;
        });

        Session.Answer(parsed, new ItemsContract<EmbeddingItemContract>(embeddings), Write);
        return embeddings.All(embedding => embedding.Problem is null) ? ExitCode.Done : ExitCode.PartlyFailed;
    }

    private void Write(ItemsContract<EmbeddingItemContract> embeddings)
    {
        var table = new TextTable("file", "dimension", "embedding", "problem");
        foreach (var embedding in embeddings.Items)
            table.Add(embedding.Name, embedding.Dimension?.ToString() ?? "", Beginning(embedding.Embedding), embedding.Problem?.Detail ?? "");
        table.WriteTo(Session.Terminal);
    }

    private static string Beginning(IReadOnlyList<float>? vector) =>
        vector is null ? "" : string.Join(' ', vector.Take(Shown).Select(number => number.ToString("0.0000", CultureInfo.InvariantCulture))) + " ...";
}
