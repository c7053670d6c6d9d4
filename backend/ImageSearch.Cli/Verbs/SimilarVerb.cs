using System.CommandLine;

namespace ImageSearch.Cli.Verbs;

/// <summary>Finds the pictures most similar to one of the library.</summary>
internal sealed class SimilarVerb : Verb
{
    private readonly Argument<long> _id = new("ID") { Description = "The picture of the library.", CustomParser = Values.WholeNumber<long> };
    private readonly ScopeOptions _scope;

    public SimilarVerb(Session session)
        : base(session, "similar", "Find the pictures most like one of the library.")
    {
        Add(_id);
        _scope = new ScopeOptions(this);
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var scope = _scope.Read(parsed);
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        await Session.WaitUntilSearchableAsync(library, cancellationToken);
        var found = await library.SimilarAsync(parsed.GetValue(_id), _scope.Crop(parsed), scope, cancellationToken);
        Session.Answer(parsed, found, answer => HitTable.Write(answer, Session.Terminal));
        return ExitCode.Done;
    }
}
