using System.Globalization;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Faiss;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// Which kind of index the library is to have, and when. A kind that needs training is only ever built from an exact index of the
/// same space: until there is one with enough pictures, a flat index answers.
/// </summary>
internal sealed class IndexPlan
{
    // A fifth of the rows may be dead before an index that cannot remove is built anew; of very few, more.
    private const int DeadShare = 5;
    private const int MinDead = 16;

    private readonly FaissIndexType _type;
    private readonly int _trainingPictures;

    private IndexPlan(FaissIndexType type, IndexOptions options, bool keeps)
    {
        _type = type;
        Keeps = keeps;
        _trainingPictures = options.TrainingPictures;
        Wanted = new IndexKind(type.Factory, options.Metric);
        Tuning = new IndexTuning(options.Probes, options.Breadth);
    }

    /// <summary>The kind that the configuration asks for.</summary>
    public IndexKind Wanted { get; }

    /// <summary>Whether an index that is there stays of the kind that it is.</summary>
    public bool Keeps { get; }

    /// <summary>What an index begins as.</summary>
    public IndexKind Initial => Wanted.Untrained;

    public IndexTuning Tuning { get; }

    /// <param name="configured">Null to leave the index as it is.</param>
    /// <exception cref="SetupException">There is no such type; the message lists those there are.</exception>
    public static IndexPlan Of(IndexOptions? configured)
    {
        var options = configured ?? new IndexOptions();
        try
        {
            var type = FaissIndexType.Parse(options.Type);
            return type.Lists > 0 && options.Probes > type.Lists
                ? throw new SetupException($"Index:Probes is {options.Probes}, but {type.Factory} has {type.Lists} lists. Set it to 1 to {type.Lists}, or to 0.")
                : new IndexPlan(type, options, keeps: configured is null);
        }
        catch (ArgumentException exception)
        {
            throw Refused(exception);
        }
    }

    /// <exception cref="SetupException">No such index can hold vectors of this dimension; the message says what can.</exception>
    public void ThrowIfUnfit(int dimension)
    {
        try
        {
            _type.ThrowIfUnfit(dimension, Wanted.FaissMetric);
        }
        catch (ArgumentException exception)
        {
            throw Refused(exception);
        }
    }

    /// <summary>From how many pictures on the wanted kind is trained, and on how many; 0 where it needs no training.</summary>
    public int TrainingVectors(int dimension) => !_type.NeedsTraining ? 0
        : _trainingPictures == 0 ? _type.RecommendedTrainingVectors(dimension)
        : Math.Max(_trainingPictures, _type.MinimumTrainingVectors(dimension));

    /// <summary>The kind in which a library whose active index is this one can have a space now.</summary>
    public IndexKind For(EmbeddingSpace space, EmbeddingIndex active)
    {
        if (active.Space.Id != space.Id)
            return Initial;
        if (Keeps || active.Kind.IsLike(Wanted))
            return active.Kind;
        return active.Kind.IsLossless && active.Vectors.Count >= TrainingVectors(space.Dimension) ? Wanted
            : active.Kind.IsLike(Initial) ? active.Kind : Initial;
    }

    /// <summary>The kind to which the active index should be moved now; null where it is as it should be.</summary>
    public IndexKind? Due(EmbeddingIndex active)
    {
        if (For(active.Space, active) is var kind && kind != active.Kind)
            return kind;
        var (dead, alive) = (active.Vectors.DeadCount, active.Vectors.Count);
        return dead >= MinDead && dead * DeadShare > dead + alive ? active.Kind.Rebuilt() : null;
    }

    /// <summary>What the active index waits for, for its owner; null where it waits for nothing.</summary>
    public string? Note(EmbeddingIndex active)
    {
        if (Keeps || active.Kind.IsLike(Wanted))
            return null;
        var (needed, present) = (TrainingVectors(active.Space.Dimension), active.Vectors.Count);
        return active.Kind.IsLike(Initial) && present < needed
            ? string.Create(
                CultureInfo.InvariantCulture, $"{Wanted.Type} is trained when the library has {needed} pictures; it has {present}. Until then {active.Kind.Type} answers.")
            : $"The library is to be moved from {active.Kind} to {Wanted}; {active.Kind.Type} answers until that is done.";
    }

    // What the exception adds about the parameter's name is for programmers.
    private static SetupException Refused(ArgumentException exception) =>
        new($"Index:Type: {exception.Message[..^new ArgumentException("", exception.ParamName).Message.Length]}", exception);
}
