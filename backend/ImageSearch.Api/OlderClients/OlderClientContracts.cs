using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ImageSearch.Api.OlderClients;

public sealed record FileNamesContract(IReadOnlyList<string> Images);

public sealed record UploadedContract(bool Success, string Filename);

public sealed record SuccessContract(bool Success);

public sealed record ExistsContract(bool Exists);

public sealed record GenerateProgressContract(double Progress, long Current, long Total);

public sealed record CompleteContract(bool Complete, long Count);

public sealed record TopSixHitContract(
    string Filename,
    [property: Range(0.0, 1.0)] double Similarity,
    [property: JsonPropertyName("image_url")] string ImageUrl);

public sealed record TopSixContract(IReadOnlyList<TopSixHitContract> Results);

/// <param name="Similarity">Percent.</param>
public sealed record PercentHitContract(
    string Filename,
    [property: Range(0.0, 100.0)] double Similarity,
    [property: JsonPropertyName("embedding_distance")] double EmbeddingDistance);

public sealed record PercentContract(IReadOnlyList<PercentHitContract> Results, [property: JsonPropertyName("total_results")] int TotalResults);

public sealed record OlderStatsContract(
    [property: JsonPropertyName("model_loaded")] bool ModelLoaded,
    [property: JsonPropertyName("embeddings_loaded")] bool EmbeddingsLoaded,
    [property: JsonPropertyName("total_images")] long TotalImages,
    [property: JsonPropertyName("embedding_dimension")] int EmbeddingDimension,
    [property: JsonPropertyName("model_type")] string ModelType,
    [property: JsonPropertyName("similarity_metric")] string SimilarityMetric);

/// <summary>A form with one picture.</summary>
public sealed class FileFormContract
{
    /// <summary>The picture.</summary>
    public required IFormFile File { get; init; }
}

/// <summary>The form of a query in percent.</summary>
public sealed class PercentFormContract
{
    /// <summary>The picture to look for.</summary>
    public required IFormFile File { get; init; }

    /// <summary>Most results.</summary>
    [Range(5, 50)]
    [DefaultValue(10)]
    [JsonPropertyName("num_results")]
    public int? NumResults { get; init; }

    /// <summary>Least similarity in percent.</summary>
    [Range(0.0, 100.0)]
    [DefaultValue(0.0)]
    public double? Threshold { get; init; }
}
