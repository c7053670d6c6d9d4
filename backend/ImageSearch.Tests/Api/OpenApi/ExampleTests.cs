using System.Text.Json.Nodes;
using NJsonSchema;
using NSwag;

namespace ImageSearch.Tests.Api.OpenApi;

/// <summary>Users copy the examples, so each must match its schema.</summary>
internal sealed class ExampleTests : ServiceFixture
{
    private JsonNode _document = null!;
    private OpenApiDocument _read = null!;

    protected override async Task FillAsync()
    {
        _document = await GetAsync("/openapi/v1.json");
        _read = await OpenApiDocument.FromJsonAsync(_document.ToJsonString());
    }

    [Test]
    public void Examples_All_AreValidAgainstTheirSchemas()
    {
        var examples = _document["components"]!["schemas"]!.AsObject()
            .SelectMany(schema => (schema.Value!["examples"]?.AsArray() ?? []).Select(example => (schema.Key, Example: example!)))
            .ToList();

        Assert.That(examples, Has.Count.GreaterThan(50));
        Assert.Multiple(() =>
        {
            foreach (var (name, example) in examples)
                Assert.That(Errors(name, example), Is.Empty, name);
        });
    }

    [TestCase("Image", "status", "\"lost\"")]
    [TestCase("Image", "width", "-1")]
    [TestCase("Image", "name", "null")]
    [TestCase("Image", "more", "1")]
    [TestCase("SearchHit", "similarity", "1.5")]
    [TestCase("IndexJob", "mode", "\"some\"")]
    [TestCase("Search", "tookMs", "null")]
    public void Examples_MadeWrong_AreFoundOut(string schema, string member, string value)
    {
        var example = _document["components"]!["schemas"]![schema]!["examples"]![0]!.DeepClone();
        example[member] = JsonNode.Parse(value);

        Assert.That(Errors(schema, example), Is.Not.Empty);
    }

    [Test]
    public void Schema_WithANullableReference_TakesNull()
    {
        Assert.That(Errors("Selection", JsonNode.Parse("""{"ids":null,"filter":null}""")!), Is.Empty);
        Assert.That(Errors("Selection", JsonNode.Parse("""{"filter":{"status":"failed","category":null}}""")!), Is.Empty);
        Assert.That(Errors("Selection", JsonNode.Parse("""{"filter":{"status":"lost"}}""")!), Is.Not.Empty);
    }

    private IEnumerable<string> Errors(string schema, JsonNode value) =>
        _read.Components.Schemas[schema].Validate(value.ToJsonString(), SchemaType.JsonSchema).Select(error => error.ToString());
}
