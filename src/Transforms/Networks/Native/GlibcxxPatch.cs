using System.Buffers.Binary;
using System.Text;

namespace NasPipelines.Networks.Native;

/// <summary>
/// Removes from an x86-64 ELF library the need for GLIBCXX_3.4.32 where the one symbol taken from it is
/// <c>std::ios_base_library_init()</c>.
/// </summary>
/// <remarks>
/// Two edits, no byte added: the version's entry in .gnu.version_r becomes weak (the loader no longer insists on it), and the symbol's
/// entry in .dynsym takes name and version of another imported function, so that eager binding finds it too.
/// </remarks>
internal static class GlibcxxPatch
{
    /// <summary>The version that older C++ runtimes lack.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    /// <summary>The one symbol of that version that the patch can do without.</summary>
    public const string Symbol = "_ZSt21ios_base_library_initv";

    private const int SymbolSize = 24;
    private const ushort WeakFlag = 2;
    private const byte Function = 2;

    /// <summary>The patched copy of a library; an equal copy where it does not ask for the version or is patched already.</summary>
    /// <exception cref="InvalidDataException">No x86-64 ELF library, damaged, or another symbol of the version is needed.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> library)
    {
        var elf = new ElfSections(library);
        var copy = library.ToArray();
        var (need, siblings) = FindNeed(library, elf);
        if (need < 0)
        {
            return copy;
        }

        var index = U16(library, need + 6);
        U16(copy, need + 4, (ushort)(U16(library, need + 4) | WeakFlag));
        Redirect(library, elf, index, siblings, copy);
        return copy;
    }

    /// <summary>The position of the version's Vernaux, or -1, and the version indices of its library.</summary>
    private static (int Position, HashSet<int> Siblings) FindNeed(ReadOnlySpan<byte> library, ElfSections elf)
    {
        var (start, length) = elf.VersionNeeds;
        var end = start + length;
        for (int entry = start, count = elf.VersionNeedCount; count > 0; count--)
        {
            elf.Require(entry, 16, end, ".gnu.version_r");
            var found = -1;
            HashSet<int> indices = [];
            var auxiliary = entry + (int)U32(library, entry + 8);
            for (var left = U16(library, entry + 2); left > 0; left--)
            {
                elf.Require(auxiliary, 16, end, ".gnu.version_r");
                indices.Add(U16(library, auxiliary + 6));
                if (elf.NameAt(library, U32(library, auxiliary + 8)).SequenceEqual(Encoding.ASCII.GetBytes(Version)))
                {
                    found = auxiliary;
                }

                auxiliary += (int)U32(library, auxiliary + 12);
            }

            if (found >= 0)
            {
                return (found, indices);
            }

            entry += (int)U32(library, entry + 12);
        }

        return (-1, []);
    }

    private static void Redirect(ReadOnlySpan<byte> library, ElfSections elf, int index, HashSet<int> siblings, byte[] copy)
    {
        int wanted = -1, donor = -1;
        for (var i = 1; i < elf.SymbolCount; i++)
        {
            var symbol = elf.Symbols.Start + (i * SymbolSize);
            var version = U16(library, elf.Versions.Start + (2 * i)) & 0x7FFF;
            if (U16(library, symbol + 6) != 0)
            {
                continue; // defined here
            }

            if (version == index)
            {
                var name = elf.NameAt(library, U32(library, symbol));
                if (!name.SequenceEqual(Encoding.ASCII.GetBytes(Symbol)))
                {
                    throw new InvalidDataException(
                        $"the library needs {Encoding.ASCII.GetString(name)} of {Version}; the patch knows {Symbol} only");
                }

                wanted = i;
            }
            else if (donor < 0 && siblings.Contains(version) && (library[symbol + 4] & 0xF) == Function)
            {
                donor = i;
            }
        }

        if (wanted < 0)
        {
            return;
        }

        if (donor < 0)
        {
            throw new InvalidDataException($"the library imports no other function of the C++ runtime to stand in for {Symbol}");
        }

        var from = elf.Symbols.Start + (donor * SymbolSize);
        library.Slice(from, 4).CopyTo(copy.AsSpan(elf.Symbols.Start + (wanted * SymbolSize), 4));
        U16(copy, elf.Versions.Start + (2 * wanted), U16(library, elf.Versions.Start + (2 * donor)));
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static void U16(Span<byte> bytes, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], value);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
