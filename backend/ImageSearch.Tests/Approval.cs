using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageSearch.Tests;

/// <summary>
/// Compares a value with the verified file beside the test, `Class.Test.verified.json`. A value that differs is written to
/// `*.received.json`; a person who has understood the difference renames it. The file names are those of the Verify library.
/// </summary>
internal static class Approval
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <param name="tolerance">By how much numbers may differ; processors round differently.</param>
    public static void Verify(object value, double tolerance = 0, [CallerFilePath] string source = "", [CallerMemberName] string test = "")
    {
        var name = Path.Combine(Path.GetDirectoryName(source)!, $"{Path.GetFileNameWithoutExtension(source)}.{test}");
        var received = JsonSerializer.SerializeToNode(value, Json);
        var verified = File.Exists($"{name}.verified.json") ? JsonNode.Parse(File.ReadAllText($"{name}.verified.json")) : null;
        if (Same(verified, received, tolerance))
        {
            File.Delete($"{name}.received.json");
            return;
        }

        File.WriteAllText($"{name}.received.json", received?.ToJsonString(Json) + "\n");
        Assert.Fail($"{name}.received.json differs from the verified file. Find out why before renaming it.");
    }

    private static bool Same(JsonNode? verified, JsonNode? received, double tolerance) => (verified, received) switch
    {
        (JsonObject left, JsonObject right) =>
            left.Count == right.Count && left.All(item => right.ContainsKey(item.Key) && Same(item.Value, right[item.Key], tolerance)),
        (JsonArray left, JsonArray right) =>
            left.Count == right.Count && left.Zip(right).All(pair => Same(pair.First, pair.Second, tolerance)),
        (JsonValue left, JsonValue right) when IsNumber(left) && IsNumber(right) =>
            Math.Abs(Number(left) - Number(right)) <= tolerance,
        _ => JsonNode.DeepEquals(verified, received),
    };

    private static bool IsNumber(JsonValue value) => value.GetValueKind() == JsonValueKind.Number;

    private static double Number(JsonValue value) => double.Parse(value.ToJsonString());
}
