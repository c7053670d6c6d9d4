using System.Globalization;
using ImageSearch.Engine.Indexing;
using ImageSearch.Faiss;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>Which kind of index the library is to have. It gets it when it begins, where that needs no training, or by a job that a person starts.</summary>
internal sealed class IndexPlan
{
    private IndexPlan(IndexKind? wanted, IndexTuning tuning)
    {
        Wanted = wanted;
        Tuning = tuning;
    }

    /// <summary>The kind that the configuration asks for; null where it asks for none.</summary>
    public IndexKind? Wanted { get; }

    /// <summary>What an index begins as.</summary>
    public IndexKind Initial => Wanted is null ? IndexKind.Default : Wanted.Faiss.NeedsTraining ? Wanted.Untrained : Wanted;

    public IndexTuning Tuning { get; }

    /// <param name="options">Null asks for nothing: an index that is there is right as it is.</param>
    /// <exception cref="SetupException">There is no such type, or it does not go with the metric; the message says what does.</exception>
    public static IndexPlan Of(IndexOptions? options)
    {
        if (options is null)
            return new IndexPlan(null, default);
        try
        {
            var type = FaissIndexType.Parse(options.Type);
            var wanted = new IndexKind(type.Factory, options.Metric);
            type.ThrowIfUnfit(wanted.FaissMetric);
            return type.Lists > 0 && options.Probes > type.Lists
                ? throw new SetupException(
                    $"Index:Probes is {options.Probes}, but {type.Factory} has {type.Lists} lists. Set it to 1 to {type.Lists}, or to 0.")
                : new IndexPlan(wanted, new IndexTuning(options.Probes, options.Breadth));
        }
        catch (ArgumentException exception)
        {
            // What the exception adds about the parameter's name is for programmers.
            var reason = exception.Message[..^new ArgumentException("", exception.ParamName).Message.Length];
            throw new SetupException($"Index:Type: {reason}", exception);
        }
    }

    /// <summary>Where the active index is not what the configuration asks for, and how to change that; null where it is.</summary>
    /// <param name="present">Pictures that are indexed.</param>
    public string? Note(IndexKind active, long present)
    {
        if (Wanted is null || active == Wanted)
            return null;
        var (least, well) = (Wanted.Faiss.MinimumTrainingVectors, Wanted.Faiss.RecommendedTrainingVectors);
        var training = present >= well ? ""
            : string.Create(
                CultureInfo.InvariantCulture, $" {Wanted.Type} is trained on {least} pictures or more, better on {well}; the library has {present}.");
        return $"The index is {active}, and the configuration asks for {Wanted}. An index job with mode \"type\" moves the library to "
            + $"that.{training}";
    }
}
