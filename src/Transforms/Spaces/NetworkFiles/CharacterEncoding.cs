namespace NasPipelines.Spaces.NetworkFiles;

/// <summary>Texts whose characters are the genes.</summary>
internal abstract class CharacterEncoding : ArchitectureEncoding
{
    public override int[] Parse(string text) => [.. text.Select(c => (int)c)];

    public override string Format(ReadOnlySpan<int> genes)
    {
        var characters = new char[genes.Length];
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = (char)genes[i];
        }

        return new(characters);
    }
}
