using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ImageSearch.Api.Images;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Search;

/// <summary>The options of a search, in a query or in a form.</summary>
public sealed record SearchParameters
{
    [Description("Most results.")]
    [Range(1, SearchScope.MaxK)]
    [DefaultValue(SearchScope.DefaultK)]
    public int? K { get; init; }

    [Description("Least similarity, 0 to 1, or auto: where the similarities fall apart into two groups.")]
    [DefaultValue(0.0)]
    public Threshold? Threshold { get; init; }

    [Description("Only this part of the picture: x,y,width,height as fractions of it.")]
    public CropRegion? Crop { get; init; }

    [Description("A figure beside each result: none, or inverseDistance, 1 / (1 + distance). The setting Search:Score is the default.")]
    public ScoreKind? Score { get; init; }

    internal static SearchParameters From(FormFields fields) => new()
    {
        K = (int?)fields.Integer("k", 1, SearchScope.MaxK),
        Threshold = fields.Threshold("threshold"),
        Crop = fields.Crop("crop"),
        Score = fields.Choice<ScoreKind>("score"),
    };

    internal SearchScope Within(ImageFilter filter) => new(K ?? SearchScope.DefaultK, Threshold is { } threshold ? threshold.Least : 0, filter);
}
