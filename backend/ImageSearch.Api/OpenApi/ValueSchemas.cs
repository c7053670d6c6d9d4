using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ImageSearch.Api.OpenApi;

/// <summary>Schemas of values that are sent as text in their own format.</summary>
internal static class ValueSchemas
{
    /// <summary>A number from 0 to 1, or auto.</summary>
    public static OpenApiSchema Threshold() => new()
    {
        OneOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "1" },
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(Search.Threshold.Auto)] },
        ],
        Default = JsonValue.Create(0),
    };

    /// <summary>Four fractions.</summary>
    public static OpenApiSchema Region() => new()
    {
        Type = JsonSchemaType.String,
        Pattern = @"^\d*\.?\d+(,\d*\.?\d+){3}$",
        Examples = [JsonValue.Create("0.25,0.1,0.5,0.5")],
    };

    /// <summary>The bytes of a file.</summary>
    public static OpenApiSchema File() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
