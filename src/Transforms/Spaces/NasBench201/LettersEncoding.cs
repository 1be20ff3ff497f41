using System.Buffers;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>Six letters, one per edge in the order of the string.</summary>
internal sealed class LettersEncoding : ArchitectureEncoding
{
    private const string Letters = "ns13p";

    private static readonly SearchValues<char> OtherForms = SearchValues.Create(" \t,([{=");

    public override string Name => "letters";

    public override string Description =>
        "six letters for edges 0-1, 0-2, 1-2, 0-3, 1-3, 2-3 (n none, s skip_connect, 1 nor_conv_1x1, 3 nor_conv_3x3, p avg_pool_3x3)";

    // The least specific form: a short word that is no other form is reported as bad letters.
    public override bool Recognises(ReadOnlySpan<char> text) =>
        text.Length is >= 5 and <= 7 && !text.ContainsAny(OtherForms);

    public override int[] Parse(string text)
    {
        if (text.Length != NasBench201Genes.Edges)
        {
            throw new FormatException($"expected {NasBench201Genes.Edges} letters, one per edge, found {text.Length}.");
        }

        var genes = new int[NasBench201Genes.Edges];
        for (var edge = 0; edge < NasBench201Genes.Edges; edge++)
        {
            genes[edge] = Letters.IndexOf(text[edge]);
            if (genes[edge] < 0)
            {
                throw new FormatException(
                    $"{NasBench201Genes.EdgeName(edge)} has the unknown letter '{text[edge]}'; known: n, s, 1, 3, p.");
            }
        }

        return genes;
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        Span<char> letters = stackalloc char[NasBench201Genes.Edges];
        for (var edge = 0; edge < NasBench201Genes.Edges; edge++)
        {
            letters[edge] = Letters[genes[edge]];
        }

        return new string(letters);
    }
}
