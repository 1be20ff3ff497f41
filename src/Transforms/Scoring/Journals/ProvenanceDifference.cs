using System.Text.Json;

namespace NasPipelines.Scoring.Journals;

/// <summary>Says in which settings two provenances differ.</summary>
internal static class ProvenanceDifference
{
    private const int Shown = 4;

    /// <summary>"Seed 1 → 2, BatchSize 64 → 32"; provenances are JSON objects.</summary>
    public static string Describe(string before, string after)
    {
        var (old, now) = (Flatten(before), Flatten(after));
        var different = old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(k => k != "Proxies" && old.GetValueOrDefault(k) != now.GetValueOrDefault(k))
            .Select(k => $"{k} {old.GetValueOrDefault(k, "unset")} → {now.GetValueOrDefault(k, "unset")}").ToList();
        return different.Count == 0 ? "another version" : string.Join(", ", different.Take(Shown)) + (different.Count > Shown ? ", …" : string.Empty);
    }

    private static Dictionary<string, string> Flatten(string json)
    {
        using var document = JsonDocument.Parse(json);
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(document.RootElement, string.Empty);
        return flat;

        void Add(JsonElement element, string prefix)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Object)
                {
                    Add(property.Value, $"{prefix}{property.Name}.");
                }
                else
                {
                    flat[prefix + property.Name] = property.Value.ToString();
                }
            }
        }
    }
}
