using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Api.Indexing;

/// <summary>What an index job is to do.</summary>
/// <param name="Mode">
/// missing: embed what has no vector yet. all: embed every picture again. type: move the library to the configured type and metric of index.
/// </param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record IndexJobContract([property: Required] IndexJobMode? Mode);
