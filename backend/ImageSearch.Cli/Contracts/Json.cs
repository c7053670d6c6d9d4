using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageSearch.Cli.Contracts;

/// <summary>JSON as the HTTP interface writes it. What is read is checked: nothing that must be there may be missing or null.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new WholeLists(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        NewLine = "\n",
    };
}
