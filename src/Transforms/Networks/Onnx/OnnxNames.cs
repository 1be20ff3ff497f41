namespace NasPipelines.Networks.Onnx;

/// <summary>The names taken in a model: no two values may share one, branches included.</summary>
internal sealed class OnnxNames(IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal);

    public string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
        {
            unique = $"{name}#{i}";
        }

        return unique;
    }
}
