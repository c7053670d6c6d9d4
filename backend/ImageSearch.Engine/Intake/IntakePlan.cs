using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake;

/// <summary>
/// Decides for each file of a group of uploads whether it is rejected, added, or a duplicate of a picture in the library or of an earlier
/// file in the group.
/// </summary>
/// <param name="known">The library's pictures that have any of the group's contents.</param>
/// <param name="isStored">Whether a picture's original exists. A lost original comes back with the next upload of its content.</param>
internal sealed class IntakePlan(IReadOnlyDictionary<string, ImageRecord> known, Func<ImageRecord, bool> isStored)
{
    private readonly HashSet<string> _placed = [];
    private readonly List<Decision[]> _requests = [];
    private readonly Dictionary<string, int> _additionOf = [];
    private readonly HashSet<string> _referenced = [];

    /// <summary>Files to move into place: one for each content that the library does not have or has lost.</summary>
    public List<Candidate> Placements { get; } = [];

    /// <summary>Pictures that get their lost original back.</summary>
    public List<ImageRecord> Restored { get; } = [];

    public List<NewImage> Additions { get; } = [];

    /// <summary>Files of imports whose content the library already has.</summary>
    public List<ImportedFile> Sightings { get; } = [];

    /// <summary>Contents that pictures only referred to so far and that the library now gets its own copy of.</summary>
    public IReadOnlyList<string> Adopted => Placements.Select(candidate => candidate.File.Sha256).Where(_referenced.Contains).ToList();

    /// <summary>Plans one request's files.</summary>
    public void Add(IReadOnlyList<Candidate> candidates, AddOptions options) =>
        _requests.Add(candidates.Select(candidate => Decide(candidate, options)).ToArray());

    /// <summary>
    /// The results of each request, for its files in order, once <see cref="Additions"/> have become <paramref name="added"/>.
    /// </summary>
    public IEnumerable<IReadOnlyList<AddOutcome>> Outcomes(IReadOnlyList<ImageRecord> added) =>
        _requests.Select(decisions => decisions.Select(decision => decision.Outcome switch
        {
            AddResult.Rejected => new AddOutcome(decision.Name, AddResult.Rejected, null, decision.Rejection),
            var outcome => new AddOutcome(decision.Name, outcome, decision.Existing ?? added[decision.Addition], null),
        }).ToList());

    private Decision Decide(Candidate candidate, AddOptions options)
    {
        var (file, header, rejection) = candidate;
        options = candidate.Options ?? options;
        if (rejection is not null)
            return new Decision(file.Name, AddResult.Rejected, null, -1, rejection);

        var existing = known.GetValueOrDefault(file.Sha256);
        var earlier = _additionOf.GetValueOrDefault(file.Sha256, -1);
        if (candidate.Source is { Reference: true } || existing is { References.Count: > 0 })
            _referenced.Add(file.Sha256);
        if (candidate.Source is not { Reference: true } && _placed.Add(file.Sha256) && (existing is null || !isStored(existing)))
        {
            Placements.Add(candidate);
            if (existing is not null)
                Restored.Add(existing);
        }

        if (options.OnDuplicate == DuplicatePolicy.Skip && (existing is not null || earlier >= 0))
        {
            if (candidate.Source is { } seen)
            {
                Sightings.Add(
                    seen with { Outcome = ImportOutcome.Duplicate, Reference = seen.Reference && (existing is null || !isStored(existing)) });
            }

            return new Decision(file.Name, AddResult.Duplicate, existing, earlier, null);
        }

        Additions.Add(new NewImage(file.Name, file.Sha256, header!, file.Bytes, options.Category, options.Tags) { Source = candidate.Source });
        _additionOf.TryAdd(file.Sha256, Additions.Count - 1);
        return new Decision(file.Name, AddResult.Added, null, Additions.Count - 1, null);
    }

    private sealed record Decision(string Name, AddResult Outcome, ImageRecord? Existing, int Addition, Rejection? Rejection);
}
