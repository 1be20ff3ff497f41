using System.Text.Json;

namespace NasPipelines.Scoring.Journals;

/// <summary>Says in which settings two identities differ.</summary>
internal static class IdentityDifference
{
    private const int Shown = 4;

    /// <summary>"Seed 1 → 2, BatchSize 64 → 32" where both are JSON objects.</summary>
    public static string Describe(string before, string after)
    {
        var (old, now) = (Flatten(before), Flatten(after));
        var different = old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(k => old.GetValueOrDefault(k) != now.GetValueOrDefault(k))
            .Select(k => $"{k} {old.GetValueOrDefault(k, "unset")} → {now.GetValueOrDefault(k, "unset")}").ToList();
        return different.Count == 0
            ? "another version"
            : string.Join(", ", different.Take(Shown)) + (different.Count > Shown ? ", …" : string.Empty);
    }

    private static Dictionary<string, string> Flatten(string identity)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(identity);
            Add(document.RootElement, string.Empty);
        }
        catch (JsonException)
        {
            // An identity of somebody's own scorer may be any text.
            flat["identity"] = identity;
        }

        return flat;

        void Add(JsonElement element, string prefix)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                flat["identity"] = element.ToString();
                return;
            }

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
