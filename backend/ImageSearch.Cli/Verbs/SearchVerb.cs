using System.CommandLine;

namespace ImageSearch.Cli.Verbs;

/// <summary>Finds the pictures most similar to a file.</summary>
internal sealed class SearchVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "The picture to look for." };
    private readonly ScopeOptions _scope;

    public SearchVerb(Session session)
        : base(session, "search", "Find the pictures most like a file.")
    {
        Add(_file);
        _scope = new ScopeOptions(this);
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var scope = _scope.Read(parsed);
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        await Session.WaitUntilSearchableAsync(library, cancellationToken);
        var found = await library.SearchAsync(parsed.GetValue(_file)!, _scope.Crop(parsed), scope, cancellationToken);
        Session.Answer(parsed, found, answer => HitTable.Write(answer, Session.Terminal));
        return ExitCode.Done;
    }
}
