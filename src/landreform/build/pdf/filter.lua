-- What pandoc would lose or spell otherwise on its way from HTML to Typst. See book.typ for the functions called here.

local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"') .. '"'
end

local function typst(text)
  return pandoc.RawInline('typst', text)
end

-- Anchors, notes and page numbers.
function Span(span)
  if span.classes:includes('anchor') then
    return typst('#anchor(<' .. span.attributes['place'] .. '>)')
  elseif span.classes:includes('foot') then
    return pandoc.Note({ pandoc.Para(span.content) })
  elseif span.classes:includes('formula') then
    local inlines = { typst('#[#set math.equation(alt: ' .. quoted(span.attributes['spoken']) .. ');') }
    for _, inline in ipairs(span.content) do table.insert(inlines, inline) end
    table.insert(inlines, typst(']'))
    return inlines
  elseif span.classes:includes('pages') then
    local labels = {}
    for name in span.attributes['places']:gmatch('%S+') do
      table.insert(labels, '<' .. name .. '>')
    end
    return typst('#pages((' .. table.concat(labels, ', ') .. ',))')
  end
end

-- Links within the book are links; addresses outside it are kept for whoever reads on a screen.
function Link(link)
  if link.target:sub(1, 1) == '#' then
    local inlines = { typst('#link(<' .. link.target:sub(2) .. '>)[') }
    for _, inline in ipairs(link.content) do table.insert(inlines, inline) end
    table.insert(inlines, typst(']'))
    return inlines
  end
end

-- Pictures keep their alternative text and have the width that `article` gives them.
function Image(image)
  local alt = pandoc.utils.stringify(image.caption)
  return typst('#image(' .. quoted(image.src) .. ', alt: ' .. quoted(alt) .. ', width: ' .. image.attributes.width .. ')')
end

-- Groups with a look of their own, and what changes the paper.
function Div(div)
  for _, name in ipairs({ 'entries', 'references', 'index', 'errata', 'figures' }) do
    if div.classes:includes('set-' .. name) then
      local blocks = { pandoc.RawBlock('typst', '#' .. name .. '[') }
      for _, block in ipairs(div.content) do table.insert(blocks, block) end
      table.insert(blocks, pandoc.RawBlock('typst', ']'))
      return blocks
    end
  end
end

-- Headings have their number in their text, as on the web.
function Header(header)
  header.identifier = ''
  return header
end
