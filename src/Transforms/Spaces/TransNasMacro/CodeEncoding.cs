namespace NasPipelines.Spaces.TransNasMacro;

/// <summary>A digit per module, as in the benchmark.</summary>
internal sealed class CodeEncoding : ArchitectureEncoding
{
    private const string Prefix = "64-";
    private const string Suffix = "-basic";

    public override string Name => "code";

    public override string Description => "64-4111-basic: a digit per module, 1 as it is, 2 twice the channels, 3 half the size, 4 both";

    public override bool Recognises(ReadOnlySpan<char> text) => text.StartsWith(Prefix) || text.EndsWith(Suffix);

    public override int[] Parse(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.EndsWith(Suffix, StringComparison.Ordinal)
            && text.Length > Prefix.Length + Suffix.Length
            && !text.AsSpan()[Prefix.Length..^Suffix.Length].ContainsAnyExceptInRange('1', '4')
            ? [.. text[Prefix.Length..^Suffix.Length].Select(digit => digit - '1')]
            : throw new FormatException($"it is not of the form {Description}.");

    public override string Format(ReadOnlySpan<int> genes)
    {
        var code = new char[genes.Length];
        for (var module = 0; module < code.Length; module++)
        {
            code[module] = (char)('1' + genes[module]);
        }

        return $"{Prefix}{new string(code)}{Suffix}";
    }
}
